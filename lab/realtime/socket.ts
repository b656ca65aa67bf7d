import type { WebSocket } from "ws";
import type { Channel } from "./channel.ts";
import { decodeBinary, decodeText, encodeText } from "./serializer.ts";
import type { Frame, Message, Version } from "./serializer.ts";

type Outbound = Frame | string | Buffer;
type Mail = { in: Message } | { out: Outbound };
type Handle = (socket: RealtimeSocket, message: Message) => Promise<void>;

/**
 * One client, one mailbox, as a Phoenix socket process has it: what the client sends and what channels deliver waits in
 * one line. So a join that is held back also holds every frame behind it.
 */
export class RealtimeSocket {
  /** By topic as on the wire. */
  readonly channels = new Map<string, Channel>();
  readonly version: Version;
  readonly apiKey: string;
  /** In ms since 1970. */
  lastInboundAt = Date.now();

  readonly #ws: WebSocket;
  readonly #handle: Handle;
  readonly #mailbox: Mail[] = [];
  readonly #closed = new AbortController();
  #isBusy = false;
  #isMute = false;

  constructor(options: { ws: WebSocket; version: Version; apiKey: string; handle: Handle }) {
    this.#ws = options.ws;
    this.version = options.version;
    this.apiKey = options.apiKey;
    this.#handle = options.handle;
  }

  /** True when what is sent now reaches the client. */
  get isReachable(): boolean {
    return this.#ws.readyState === this.#ws.OPEN && !this.#isMute;
  }

  get isMute(): boolean {
    return this.#isMute;
  }

  get isGone(): boolean {
    return this.#closed.signal.aborted;
  }

  /** What the client sent. Frames that cannot be read are dropped without a word. */
  receive(data: Buffer, isBinary: boolean): void {
    this.lastInboundAt = Date.now();
    const message = isBinary
      ? this.version === "2.0.0" && decodeBinary(data)
      : decodeText(this.version, data.toString("utf8"));
    if (message) this.#enqueue({ in: message });
  }

  /** Sends after everything that is waiting already. What channels deliver goes this way. */
  post(out: Outbound): void {
    this.#enqueue({ out });
  }

  /** Sends at once. What the socket itself answers goes this way. */
  send(out: Outbound): void {
    if (!this.isReachable) return;
    const isData = typeof out === "string" || Buffer.isBuffer(out);
    this.#ws.send(isData ? out : encodeText(this.version, out));
  }

  /** Blocks the mailbox for `ms`, or until the socket is gone. Called while a message is handled. */
  async hold(ms: number): Promise<void> {
    const { signal } = this.#closed;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end);
    });
  }

  /** From now on the connection is half open: what the client sends arrives, and nothing goes out any more. */
  mute(): void {
    this.#isMute = true;
  }

  close(code: number): void {
    this.#ws.close(code);
  }

  /** Cuts the connection: the client sees 1006. */
  terminate(): void {
    this.#ws.terminate();
  }

  /** The connection is gone: nothing waits any longer. */
  gone(): void {
    this.#closed.abort();
    this.#mailbox.length = 0;
  }

  #enqueue(mail: Mail): void {
    this.#mailbox.push(mail);
    if (!this.#isBusy) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isBusy = true;
    for (let mail = this.#mailbox.shift(); mail !== undefined; mail = this.#mailbox.shift()) {
      if ("out" in mail) this.send(mail.out);
      // A message that cannot be handled, as when the database is gone, is lost; the socket lives.
      else await this.#handle(this, mail.in).catch(() => undefined);
    }
    this.#isBusy = false;
  }
}
