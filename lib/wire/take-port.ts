/** The relay's end of the way that window-port.ts offers. */
import type { Channel } from "./channel.ts";
import { ASK, EARLY, OFFER } from "./handover.ts";
import { readMessage, type Message } from "./message.ts";

/** The relay's end: calls `use` once, with the first port that is offered, and keeps the offer from everybody else. */
export function takePort(window: Window, use: (channel: Channel) => void): () => void {
  const forget = () => window.removeEventListener(OFFER, listener, EARLY);
  const listener = (event: Event) => {
    const [port] = (event as Partial<MessageEvent>).ports ?? [];
    if (!port) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    forget();
    use(portChannel(port, window));
  };
  window.addEventListener(OFFER, listener, EARLY);
  window.dispatchEvent(new Event(ASK));
  return forget;
}

/** A MessagePort as a channel. It dies with the document, so nobody has to be told that it closed. */
function portChannel(port: MessagePort, window: Window): Channel {
  let batch = 0;
  const handlers = new Set<(message: Message) => void>();
  const take = (message: Message) => {
    for (const handler of handlers) handler(message);
  };
  port.addEventListener("message", ({ data }: MessageEvent) => {
    const message = readMessage(data);
    if (message?.kind === "farewell") hearFarewell(window, message.name, take);
    else if (message) take(message);
    if (message?.kind === "events" || message?.kind === "packed")
      port.postMessage({ kind: "ack", batch: batch++ } satisfies Message);
  });
  return {
    post: (message) => port.postMessage(message),
    onMessage(handler) {
      handlers.add(handler);
      port.start();
      return () => handlers.delete(handler);
    },
    onClose(handler) {
      port.addEventListener("close", handler);
      return () => port.removeEventListener("close", handler);
    },
    close: () => port.close(),
  };
}

/** Hears the last words of a document, see farewell.ts. */
function hearFarewell(window: Window, name: string, take: (message: Message) => void): void {
  window.addEventListener(name, (event) => {
    const { detail } = event as CustomEvent<unknown>;
    const message = typeof detail === "string" ? readMessage(JSON.parse(detail)) : undefined;
    if (message?.kind === "events" || message?.kind === "packed") take(message);
  });
}
