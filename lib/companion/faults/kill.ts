/** The end of a socket as the page sees it when the server is killed. */
import type { Rig } from "../rig.ts";

const CLOSED = 3;

/**
 * The page is told that the socket closed, at once; what the browser says of it later is kept from everybody. A server that
 * is killed closes with 1006 and no error.
 */
export function kill(rig: Rig, socket: WebSocket, code = 1_006, wasClean = false): void {
  const silence = (event: Event) => event.isTrusted && event.stopImmediatePropagation();
  const types = ["message", "error", "close"] as const;
  const forget = () => {
    for (const type of types) socket.removeEventListener(type, silence, true);
    Reflect.deleteProperty(socket, "readyState");
  };
  for (const type of types) socket.addEventListener(type, silence, true);
  // After the silence, which it is not to hear itself.
  socket.addEventListener("close", (event) => event.isTrusted && forget(), true);
  socket.close();
  Object.defineProperty(socket, "readyState", { value: CLOSED, configurable: true });
  const number = rig.seams.sockets.get(socket);
  rig.act("cut", number === undefined ? {} : { socket: number });
  rig.dispatch(socket, new CloseEvent("close", { code, reason: "", wasClean }));
}

/** Every open Phoenix socket of the document. */
export const socketsOf = ({ seams }: Rig): WebSocket[] => [...seams.sockets.keys()];

/** A connection that never comes about: the browser says 1006 by itself. */
export function refuse(rig: Rig, socket: WebSocket): void {
  rig.act("refused");
  socket.close();
}
