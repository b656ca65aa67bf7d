/** The page of the bench, and a Realtime that sends it bursts. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocketServer, type WebSocket } from "ws";
import type { Load } from "./frames.ts";

export interface Burst {
  frames: readonly string[];
  count: number;
  /** So many at once, every so many ms. */
  burst: number;
  every: number;
}

export type Server = Awaited<ReturnType<typeof startServer>>;

/** Sockets are told apart by `who` in their address: which variant's page, and which client in it. */
const keyOf = (variant: string, client: Load["client"]) => `${variant} ${client}`;

/** `scripts` by path; every other path is the page, which runs them all in order. */
export async function startServer(scripts: Record<string, string>) {
  const sockets = new Map<string, WebSocket>();
  const tags = Object.keys(scripts).map((path) => `<script src="${path}"></script>`);
  const page = `<!doctype html><title>bench</title><body><div id="root"></div>${tags.join("")}`;
  const project = {
    content: { nodes: [{ data: { generated: { url: "https://x.test/a.png" } } }] },
  };
  const http = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const script = scripts[pathname];
    if (script !== undefined) response.setHeader("content-type", "text/javascript").end(script);
    else if (pathname.startsWith("/api/projects/")) response.end(JSON.stringify(project));
    else response.setHeader("content-type", "text/html").end(page);
  });
  const realtime = new WebSocketServer({ server: http, perMessageDeflate: false });
  realtime.on("connection", (socket, { url = "/" }) => {
    const { searchParams } = new URL(url, "http://localhost");
    sockets.set(searchParams.get("who") ?? "", socket);
    socket.on("message", (data) => {
      const [joinRef, ref, topic] = JSON.parse((data as Buffer).toString()) as string[];
      const answer = { status: "ok", response: { postgres_changes: [] } };
      socket.send(JSON.stringify([joinRef, ref, topic, "phx_reply", answer]));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    port,
    /** Sends to one client of one variant's page. @throws when it is not connected. */
    async send(variant: string, client: Load["client"], { frames, count, burst, every }: Burst) {
      const socket = sockets.get(keyOf(variant, client));
      if (!socket) throw new Error(`${keyOf(variant, client)} is not connected.`);
      const start = performance.now();
      for (let sent = 0; sent < count;) {
        for (const end = Math.min(count, sent + burst); sent < end; sent += 1) {
          socket.send(frames[sent % frames.length] ?? "");
        }
        const due = start + (sent / burst) * every;
        await wait(Math.max(0, due - performance.now()));
      }
    },
    async close() {
      for (const socket of sockets.values()) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
