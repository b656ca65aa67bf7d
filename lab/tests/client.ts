import { WebSocket } from "ws";

/** A websocket whose frames are read one by one, in order, also those that came before anybody asked. */
export class Client {
  readonly #ws: WebSocket;
  readonly #frames: (string | Buffer)[] = [];
  readonly #readers: ((frame: string | Buffer) => void)[] = [];
  readonly closed: Promise<number>;

  private constructor(ws: WebSocket) {
    this.#ws = ws;
    this.closed = new Promise((resolve) => ws.on("close", resolve));
    ws.on("error", () => {});
    ws.on("message", (data: Buffer, isBinary) => {
      const frame = isBinary ? data : data.toString("utf8");
      const reader = this.#readers.shift();
      if (reader) reader(frame);
      else this.#frames.push(frame);
    });
  }

  static async open(port: number, query: string): Promise<Client> {
    const ws = new WebSocket(`ws://127.0.0.1:${port}/socket/websocket?${query}`);
    const client = new Client(ws);
    await new Promise((resolve, reject) => {
      ws.once("open", resolve);
      ws.once("error", reject);
    });
    return client;
  }

  send(frame: string | Buffer): void {
    this.#ws.send(frame);
  }

  next(): Promise<string | Buffer> {
    const frame = this.#frames.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    return new Promise((resolve) => this.#readers.push(resolve));
  }

  get unread(): number {
    return this.#frames.length;
  }

  close(): void {
    this.#ws.close(1000);
  }
}
