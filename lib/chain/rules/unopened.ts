import { socketsOf, type Seen, type Socket } from "../facts.ts";
import type { Case } from "./rule.ts";

/** So many sockets in vain are more than one bad moment. */
const ATTEMPTS = 2;

interface Unopened {
  socket: Socket;
  closed: Seen & { code: number };
}

/**
 * The sockets that closed without ever having been open, of a page that could open none. A script sees of a refused handshake
 * only that it failed: 1006, whatever the server answered. A page that was offline has a reason of its own.
 */
export function unopened({ log, doc, standing, until }: Case): Unopened[] {
  const page = log.document(doc);
  if (standing?.state !== "never" || page.network.some(({ online }) => !online)) return [];
  const sockets = socketsOf(page).filter(({ created }) => created && created.at <= until);
  if (sockets.some(({ opened }) => opened)) return [];
  const failed = sockets.flatMap((socket) =>
    socket.closed && socket.closed.at <= until ? [{ socket, closed: socket.closed }] : [],
  );
  return failed.length < ATTEMPTS ? [] : failed;
}
