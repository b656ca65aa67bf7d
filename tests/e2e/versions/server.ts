/** Serves the page, the data that it asks for and a Realtime server that speaks both serializers. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { broadcastFrame, PIXEL } from "../taps/server.ts";

interface Message {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: unknown;
}
interface Binding {
  event: string;
}

const read = (text: string): { message: Message; vsn: number } => {
  const parsed = JSON.parse(text) as [string, string, string, string, object] | Message;
  if (!Array.isArray(parsed)) {
    const { join_ref: joinRef } = parsed as unknown as { join_ref?: string };
    return { message: { ...parsed, joinRef: joinRef ?? null }, vsn: 1 };
  }
  const [joinRef, ref, topic, event, payload] = parsed;
  return { message: { joinRef, ref, topic, event, payload }, vsn: 2 };
};

const write = ({ joinRef, ref, topic, event, payload }: Message, vsn: number): string =>
  JSON.stringify(
    vsn === 2 ? [joinRef, ref, topic, event, payload] : { topic, event, payload, ref },
  );

class Client {
  readonly joined = new Map<string, string | null>();
  readonly socket: WebSocket;
  vsn = 1;

  constructor(socket: WebSocket) {
    this.socket = socket;
  }

  send(topic: string, event: string, payload: unknown, ref: string | null = null) {
    const joinRef = this.joined.get(topic) ?? null;
    this.socket.send(write({ joinRef, ref, topic, event, payload }, this.vsn));
  }

  /** Answers what a client says; `join` hears of the topics that it was let into. */
  take(text: string, join: (topic: string) => void) {
    const { message, vsn } = read(text);
    this.vsn = vsn;
    const { topic, ref, joinRef, event, payload } = message;
    const reply = (status: "ok" | "error", response: object) =>
      this.send(topic, "phx_reply", { status, response }, ref);
    if (event !== "phx_join") return reply("ok", {});
    const { config } = payload as { config: { private?: boolean; postgres_changes?: Binding[] } };
    if (topic.endsWith("denied") || (topic.endsWith("secret") && config.private !== true))
      return reply("error", { reason: "Unauthorized: You do not have permissions to read" });
    this.joined.set(topic, joinRef ?? ref);
    const bindings = (config.postgres_changes ?? []).map((each) => ({ ...each, id: 1 }));
    reply("ok", { postgres_changes: bindings });
    if (topic.endsWith("people")) this.send(topic, "presence_state", {});
    join(topic);
  }
}

const change = {
  ids: [1],
  data: {
    schema: "public",
    table: "rows",
    commit_timestamp: "2026-01-01T00:00:00Z",
    type: "INSERT",
    columns: [{ name: "id", type: "int4" }],
    record: { id: 1 },
    errors: null,
  },
};

let count = 0;
/** How long `/api/slow` takes, ms: long enough for a second mutate to come in between. */
const SLOW = 200;

const paths: Record<string, (response: ServerResponse) => void> = {
  "/_next/image": (response) => response.setHeader("content-type", "image/gif").end(PIXEL),
  "/api/count": (response) => response.end(JSON.stringify({ n: ++count })),
  "/api/slow": (response) => setTimeout(() => response.end(JSON.stringify({ n: ++count })), SLOW),
  "/api/fail": (response) => response.writeHead(500).end(),
};

export async function startServer() {
  const clients = new Set<Client>();
  const joins: string[] = [];
  const pages = new Map<string, string>();
  const http = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("cache-control", "no-store");
    if (searchParams.get("url")?.includes("broken")) response.writeHead(404).end();
    else if (paths[pathname]) paths[pathname](response);
    else if (pathname.startsWith("/api/")) response.end('{"n":0}');
    else response.setHeader("content-type", "text/html").end(pages.get(pathname) ?? "");
  });
  new WebSocketServer({ server: http }).on("connection", (socket) => {
    const client = new Client(socket);
    clients.add(client);
    socket.on("close", () => clients.delete(client));
    socket.on("message", (data) =>
      client.take((data as Buffer).toString(), (topic) => joins.push(topic)),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  const members = (topic: string) => [...clients].filter(({ joined }) => joined.has(topic));
  return {
    joins,
    url: `http://127.0.0.1:${port}`,
    serve: (path: string, html: string) => void pages.set(path, html),
    broadcast(topic: string, event: string, payload: unknown) {
      for (const client of members(topic)) {
        if (client.vsn === 2)
          client.socket.send(broadcastFrame(topic, event, payload, { id: "message" }));
        else client.send(topic, "broadcast", { type: "broadcast", event, payload });
      }
    },
    change(topic: string) {
      for (const client of members(topic)) client.send(topic, "postgres_changes", change);
    },
    shut(topic: string) {
      for (const client of members(topic)) client.send(topic, "phx_close", {});
    },
    /** Ends every connection without a word, as a restart does. */
    cut() {
      for (const { socket } of clients) socket.terminate();
    },
    async close() {
      this.cut();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
