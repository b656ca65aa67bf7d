import type { IncomingMessage, ServerResponse } from "node:http";
import { mayWrite } from "./authorize.ts";
import { sendBroadcast } from "./broadcast.ts";
import { PREFIX } from "./channel.ts";
import type { Context } from "./context.ts";
import { apiKeyOf } from "./handshake.ts";
import { verifyToken } from "./tokens.ts";
import type { Claims } from "./tokens.ts";

interface Message {
  topic: string;
  event: string;
  payload: Record<string, unknown>;
  private?: boolean;
}

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "authorization, apikey, content-type, x-client-info",
  "access-control-allow-methods": "POST, OPTIONS",
};

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isMessage = (value: unknown): value is Message =>
  isFields(value) &&
  typeof value["topic"] === "string" &&
  typeof value["event"] === "string" &&
  isFields(value["payload"]);

const answer = (response: ServerResponse, status: number, body?: unknown): void => {
  response.writeHead(status, {
    ...CORS,
    ...(body !== undefined && { "content-type": "application/json" }),
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

async function claimsOf(context: Context, request: IncomingMessage, url: URL) {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const header = request.headers["apikey"];
  const token = bearer ?? (typeof header === "string" ? header : apiKeyOf(request, url));
  const verified = await verifyToken(token, context.secret);
  return "claims" in verified ? verified.claims : undefined;
}

/** The messages a request asks to send. The topic is named without `realtime:`. Undefined when it is none of both paths. */
function messagesOf(url: URL, body: unknown): unknown {
  const path = url.pathname.replace(/^\/realtime\/v1/, "");
  if (path === "/api/broadcast") return isFields(body) ? body["messages"] : null;
  const match = /^\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/.exec(path);
  if (match === null) return undefined;
  const [topic, event] = match.slice(1).map((part) => decodeURIComponent(part));
  return [{ topic, event, payload: body, private: url.searchParams.get("private") === "true" }];
}

/** A private message without the write policy is not sent; the caller is told 202 all the same. */
async function send(context: Context, claims: Claims, message: Message): Promise<void> {
  const { topic, event, payload, private: isPrivate = false } = message;
  if (isPrivate && !(await mayWrite(context.db, topic, claims, "broadcast"))) return;
  const content = { payload: { event, payload, type: "broadcast" } };
  sendBroadcast(context, { isPrivate, topic: PREFIX + topic, content });
}

/** POST /api/broadcast and POST /api/broadcast/:topic/events/:event, each also below /realtime/v1. */
export async function answerHttp(
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === "OPTIONS") return answer(response, 204);
  const url = new URL(request.url ?? "/", "http://localhost");
  if (request.method !== "POST") return answer(response, 404, { message: "Not found" });
  const messages = messagesOf(url, await readJson(request));
  if (messages === undefined) return answer(response, 404, { message: "Not found" });
  const claims = await claimsOf(context, request, url);
  if (claims === undefined) return answer(response, 401, { message: "Unauthorized" });
  if (context.events.isOver(context.limit("eventsPerSecond"))) {
    return answer(response, 429, { message: "You have exceeded your rate limit" });
  }
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) {
    return answer(response, 422, { errors: { messages: ["is invalid"] } });
  }
  for (const message of messages) await send(context, claims, message);
  answer(response, 202);
}
