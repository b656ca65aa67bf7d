import { STATUS_CODES } from "node:http";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Context } from "./context.ts";
import { handshakeErrors } from "./reasons.ts";
import type { Version } from "./serializer.ts";
import { verifyToken } from "./tokens.ts";

const PATHS = ["/socket/websocket", "/realtime/v1/websocket"];

const VERSIONS: [prefix: string, version: Version][] = [
  ["1.0.", "1.0.0"],
  ["2.0.", "2.0.0"],
];

export type Handshake = { version: Version; apiKey: string } | { status: number; error?: string };

/** The key of a request: the header wins over the query. White space is removed, then it is URI-decoded. */
export function apiKeyOf(request: IncomingMessage, url: URL): string {
  const header = request.headers["x-api-key"];
  const raw = typeof header === "string" ? header : (url.searchParams.get("apikey") ?? "");
  const key = raw.replaceAll(/\s/g, "");
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

const refuse = (name: keyof typeof handshakeErrors): Handshake => {
  const [status, error] = handshakeErrors[name];
  return { status, error };
};

/** Whether a request may become a websocket. */
export async function shakeHands(context: Context, request: IncomingMessage): Promise<Handshake> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (!PATHS.includes(url.pathname)) return { status: 404 };
  const vsn = url.searchParams.get("vsn") ?? "1.0.0";
  const version = VERSIONS.find(([prefix]) => vsn.startsWith(prefix))?.[1];
  if (version === undefined) return { status: 403 };
  const apiKey = apiKeyOf(request, url);
  if (apiKey === "") return refuse("missing");
  const verified = await verifyToken(apiKey, context.secret);
  if ("fault" in verified) return refuse(verified.fault);
  if (context.sockets.size >= context.limit("concurrentSockets")) return refuse("users");
  if (context.joins.isOver(context.limit("joinsPerSecond"))) return refuse("joins");
  return { version, apiKey };
}

/** Answers a request that becomes no websocket. One with an error text is held back first. */
export async function answerRefusal(
  { handshakeDelayMs }: Context,
  stream: Duplex,
  { status, error }: { status: number; error?: string },
): Promise<void> {
  const body = error === undefined ? "" : JSON.stringify({ error });
  if (error !== undefined) await new Promise((resolve) => setTimeout(resolve, handshakeDelayMs));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "cache-control: max-age=0, private, must-revalidate",
    `content-length: ${Buffer.byteLength(body)}`,
    ...(error === undefined ? [] : ["content-type: application/json; charset=utf-8"]),
    "connection: close",
  ];
  stream.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
