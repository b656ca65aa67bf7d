/** Sockets that echo and answers of every kind, at any path: only the last part of it counts. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const after = (ms: number, run: () => void) => void setTimeout(run, ms);

/** Streams of events that were left by the page. */
let left = 0;

const answers: Record<string, Answer> = {
  json: (response) => response.setHeader("content-type", "application/json").end('{"a":1}'),
  empty: (response) => response.writeHead(204).end(),
  missing: (response) => response.writeHead(404).end("none"),
  redirect: (response) => response.writeHead(302, { location: "json" }).end(),
  broken: (_response, { socket }) => socket.destroy(),
  slow: (response) => after(10_000, () => response.end()),
  stream(response) {
    response.write("one");
    after(120, () => response.write("two--"));
    after(240, () => response.end("three"));
  },
  events(response, { socket }) {
    response.setHeader("content-type", "text/event-stream").write("data: 1\n\n");
    socket.once("close", () => (left += 1));
  },
  left: (response) => response.end(String(left)),
  drop(response, { socket }) {
    response.setHeader("content-length", 100).write("part");
    after(60, () => socket.destroy());
  },
  echo(response, request) {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method, headers } = request;
      const text = JSON.stringify({
        method,
        headers,
        body: Buffer.concat(parts).toString("latin1"),
      });
      response.setHeader("content-type", "application/json").end(text);
    });
  },
};

/** Serves `html` everywhere else, with `headers`. */
export async function startServer(
  html: string,
  headers: Record<string, string> = {},
  scripts: Record<string, string> = {},
) {
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const last = pathname.split("/").at(-1) ?? "";
    const script = scripts[pathname];
    response.setHeader("cache-control", "no-store");
    if (script !== undefined) response.setHeader("content-type", "text/javascript").end(script);
    else if (Object.hasOwn(answers, last)) answers[last]?.(response, request);
    else response.writeHead(200, { "content-type": "text/html", ...headers }).end(html);
  });
  const sockets = new WebSocketServer({
    server: http,
    handleProtocols: ([first]) => first ?? false,
  });
  sockets.on("connection", (socket) => {
    socket.on("message", (data: Buffer, binary) => {
      const [order, code, reason] = binary ? [] : data.toString().split(":");
      if (order === "kill") socket.terminate();
      else if (order === "close") socket.close(Number(code), reason);
      else if (order === "burst") {
        for (let count = 0; count < Number(code); count += 1) socket.send(String(count));
      } else socket.send(data, { binary });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
