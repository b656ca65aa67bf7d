/** A page with one Phoenix socket, and frames for it: as many, as large and as fast as a test wants. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

/** Counts what the page itself got and the longest time in which it did nothing else; keeps what it found at the start. */
const PAGE = `<!doctype html><title>survive</title><script>
  window.page = { got: 0, last: -1, longest: 0, errors: [], socket: WebSocket, fetch };
  addEventListener("error", ({ message }) => page.errors.push(message));
  addEventListener("unhandledrejection", ({ reason }) => page.errors.push(String(reason)));
  let before = performance.now();
  setInterval(() => {
    const now = performance.now();
    page.longest = Math.max(page.longest, now - before);
    before = now;
  }, 10);
  function open() {
    const socket = new WebSocket("ws://" + location.host + "/socket/websocket?vsn=2.0.0");
    socket.onmessage = ({ data }) => {
      page.got += 1;
      page.last = JSON.parse(data)[4].n;
    };
  }
  open();
  addEventListener("pageshow", ({ persisted }) => persisted && open());
</script>`;

export interface Flow {
  frames: number;
  /** Units of text in each frame. */
  size?: number;
  /** Frames a second; as fast as the connection takes them when it is left out. */
  rate?: number;
}

/** How often frames are sent, in ms, and how much may wait in the socket. */
const TICK = 10;
const FULL = 4 * 1024 * 1024;

/** Serves the page at every path. */
export async function startSender() {
  const sockets = new Set<WebSocket>();
  let made = 0;
  const http = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(PAGE);
  });
  const server = new WebSocketServer({ server: http });
  server.on("connection", (socket) => {
    sockets.add(socket);
    made += 1;
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  let count = 0;

  return {
    url: `http://127.0.0.1:${port}/`,
    /** How many sockets have been opened. */
    made: () => made,
    /** Sends to the page that has connected last; resolves when all is on its way, with the number of the last frame. */
    async send({ frames, size = 200, rate }: Flow): Promise<number> {
      const socket = [...sockets].at(-1);
      if (!socket) throw new Error("Nobody has connected.");
      const pad = "x".repeat(size);
      const began = performance.now();
      for (let sent = 0; sent < frames;) {
        const elapsed = performance.now() - began;
        const due = rate === undefined ? frames : Math.min(frames, (elapsed * rate) / 1_000);
        while (sent < due && socket.bufferedAmount < FULL) {
          socket.send(JSON.stringify([null, null, "room:1", "tick", { n: count++, pad }]));
          sent += 1;
        }
        await new Promise((resolve) => setTimeout(resolve, TICK));
      }
      return count - 1;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
