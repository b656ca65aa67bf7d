import type { Channel } from "./channel.ts";
import { readMessage, type Message } from "./message.ts";

/** Two ends that talk to each other in the same thread, in microtasks as ports do. */
export function memoryChannel(): [Channel, Channel] {
  const ends = [new End(), new End()] as const;
  ends[0].other = ends[1];
  ends[1].other = ends[0];
  return [ends[0], ends[1]];
}

class End implements Channel {
  other: End | undefined;
  readonly #messages = new Set<(message: Message) => void>();
  readonly #closes = new Set<() => void>();
  #open = true;

  post(message: Message): void {
    const copy = structuredClone(message);
    queueMicrotask(() => this.#open && this.other?.receive(copy));
  }

  receive(value: unknown): void {
    const message = readMessage(value);
    if (!this.#open || !message) return;
    for (const handler of this.#messages) handler(message);
  }

  onMessage(handler: (message: Message) => void): () => void {
    this.#messages.add(handler);
    return () => this.#messages.delete(handler);
  }

  onClose(handler: () => void): () => void {
    this.#closes.add(handler);
    return () => this.#closes.delete(handler);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    queueMicrotask(() => this.other?.closed());
  }

  closed(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const handler of this.#closes) handler();
  }
}
