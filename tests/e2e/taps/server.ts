/** The page, its API, and as much of a Realtime server as realtime-js needs to join. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

export const PIXEL = Buffer.from(
  "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
  "base64",
);
const FLIGHT = '0:{"a":"$@1","f":"","b":"x"}\n1:{"nodeData":{"jobId":"job-1","requestId":"r"}}\n';

/** A broadcast from the database as a socket with serializer 2.0.0 gets it: binary kind 4. */
export function broadcastFrame(
  topic: string,
  event: string,
  payload: unknown,
  meta: object,
): Uint8Array {
  const parts = [topic, event, JSON.stringify(meta)].map((part) => Buffer.from(part));
  const lengths = parts.map((part) => part.length);
  const data = Buffer.from(JSON.stringify(payload));
  return Buffer.concat([Buffer.from([4, ...lengths, 1]), ...parts, data]);
}

/** Serves `html`, or what it gives for a path, with `headers`, at every path it does not know, and `script` at /app.js. `project` is what the project's API answers, to be changed by a test. */
export async function startServer(
  html: string | ((path: string) => string),
  { headers = {}, script = "" }: { headers?: Record<string, string>; script?: string } = {},
) {
  const sockets = new Set<WebSocket>();
  const state = { project: { content: { nodes: [] as unknown[] } }, loggedOut: 0 };
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/app.js") {
      response.setHeader("content-type", "text/javascript").end(script);
    } else if (request.method === "PUT") {
      response.end("{}");
    } else if (pathname.includes("/api/broadcast")) {
      response.writeHead(202).end();
    } else if (request.method === "POST") {
      response.setHeader("content-type", "text/x-component").end(FLIGHT);
    } else if (pathname === "/logout") {
      state.loggedOut += 1;
      response.end("{}");
    } else if (pathname === "/api/projects/away") {
      response.writeHead(302, { location: "/logout" }).end();
    } else if (pathname.startsWith("/api/projects/")) {
      response.setHeader("cache-control", "no-store").end(JSON.stringify(state.project));
    } else if (pathname === "/api/fal-jobs/cached") {
      response.setHeader("cache-control", "max-age=60").setHeader("etag", '"1"').end('{"id":"j"}');
    } else if (pathname === "/api/fal-jobs/large") {
      response.end("x".repeat(700_000));
    } else if (request.url?.includes("missing")) {
      response.writeHead(404).end();
    } else if (pathname === "/_next/image") {
      response.setHeader("content-type", "image/gif").end(PIXEL);
    } else {
      const text = typeof html === "string" ? html : html(request.url ?? "/");
      response.writeHead(200, { "content-type": "text/html", ...headers }).end(text);
    }
  });
  const realtime = new WebSocketServer({ server: http });
  realtime.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("message", (data, binary) => {
      if (binary) return;
      const [joinRef, ref, topic, , payload] = JSON.parse((data as Buffer).toString()) as [
        string,
        string,
        string,
        string,
        { config?: { postgres_changes?: object[] } },
      ];
      const asked = payload.config?.postgres_changes ?? [];
      const postgresChanges = asked.map((change, index) => ({ ...change, id: index + 1 }));
      const answer = { status: "ok", response: { postgres_changes: postgresChanges } };
      socket.send(JSON.stringify([joinRef, ref, topic, "phx_reply", answer]));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    state,
    url: `http://127.0.0.1:${port}/`,
    broadcast(topic: string, event: string, payload: unknown, meta: object = { id: "message" }) {
      for (const socket of sockets)
        socket.send(broadcastFrame(`realtime:${topic}`, event, payload, meta));
    },
    /** Any other message, as text. */
    say(topic: string, event: string, payload: unknown) {
      const text = JSON.stringify([null, null, `realtime:${topic}`, event, payload]);
      for (const socket of sockets) socket.send(text);
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
