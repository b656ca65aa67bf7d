import type { Message } from "./message.ts";

/** Both ends of every connection. What arrives has been checked; handlers are given it in order. */
export interface Channel {
  /** Sends; does nothing after the channel has closed. */
  post(message: Message): void;
  onMessage(handler: (message: Message) => void): () => void;
  /** `handler` runs once, when the other side or the browser closes. */
  onClose(handler: () => void): () => void;
  close(): void;
}
