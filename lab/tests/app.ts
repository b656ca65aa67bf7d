import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as job from "../app/api/fal-jobs/[requestId]/route.ts";
import * as project from "../app/api/projects/[id]/route.ts";
import * as token from "../app/api/token/route.ts";
import * as v1 from "../app/api/webhooks/kie/route.ts";
import * as v2 from "../app/api/webhooks/kie/v2/route.ts";
import * as file from "../app/provider/files/[name]/route.ts";
import * as image from "../app/storage/images/[name]/route.ts";
import type { Lab } from "../lib/lab.ts";

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;

const routes: [path: RegExp, handlers: Record<string, unknown>][] = [
  [/^\/api\/fal-jobs\/(?<requestId>[^/]+)$/, job],
  [/^\/api\/projects\/(?<id>[^/]+)$/, project],
  [/^\/api\/token$/, token],
  [/^\/api\/webhooks\/kie$/, v1],
  [/^\/api\/webhooks\/kie\/v2$/, v2],
  [/^\/provider\/files\/(?<name>[^/]+)$/, file],
  [/^\/storage\/images\/(?<name>[^/]+)$/, image],
];

async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", headers } = request;
  const url = new URL(request.url ?? "/", `http://${headers.host}`);
  const found = routes.find(([path]) => path.test(url.pathname));
  const handler = found?.[1][method] as Handler | undefined;
  if (!found || !handler) return void response.writeHead(404).end();
  const params = found[0].exec(url.pathname)?.groups ?? {};
  const body = method === "GET" ? null : await readBody(request);
  const asked = new Request(url, { method, headers: headers as Record<string, string>, body });
  const answered = await handler(asked, { params: Promise.resolve(params as never) });
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.end(Buffer.from(await answered.arrayBuffer()));
}

/** The lab's routes on loopback, without Next and its build. Sets the lab's origin. */
export async function serveRoutes(lab: Lab): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  lab.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
