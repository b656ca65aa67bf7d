/** What came of a call of `fetch`: its status, the headers that matter and as much of the body as is kept. */
import { readAnswerBody } from "./answer-body.ts";
import { getter, Headers, JSON, method, Response } from "./natives.ts";
import { readNodeUrls } from "./needles.ts";
import { redactTokens } from "./redact.ts";
import type { ReadRequest } from "./request.ts";
import type { Context } from "./tap.ts";
import { isCached, timingSoon } from "./timing.ts";

/** The headers that explain caching, and how Next says that an action did not run. */
const kept = [
  "age",
  "cache-control",
  "etag",
  "date",
  "x-vercel-cache",
  "x-nextjs-cache",
  "x-action-redirect",
  "x-nextjs-action-not-found",
];

const clone = method<Response>(Response, "clone");
const bodyOf = getter<ReadableStream<Uint8Array> | null>(Response, "body");
const statusOf = getter<number>(Response, "status");
const headersOf = getter<Headers>(Response, "headers");
const getHeader = method<string | null>(Headers, "get");

export interface Asked {
  request: ReadRequest;
  number: number;
  /** On the clock of the context. */
  start: number;
  /** Whether it is of the profile's paths. */
  isKept: boolean;
}

/** Says how a call was answered, once the answer has ended. Never rejects. */
export async function readAnswer(response: Response, asked: Asked, context: Context) {
  try {
    await tellAnswer(response, asked, context);
  } catch (error) {
    context.safe(() => {
      throw error;
    });
  }
}

async function tellAnswer(
  response: Response,
  { request, number, start, isKept }: Asked,
  { page, clock, options, needles, safe, say }: Context,
): Promise<void> {
  const headers = headersOf(response);
  const type = getHeader(headers, "content-type") ?? "";
  const content = isEndless(type) ? undefined : await readBodyOf(response, options.answerCap);
  const ms = clock.now() - start;
  safe(() => content && watchAnswer(content.text, request, needles));
  const [url = ""] = request.url.href.split("#");
  const timing = isKept ? await timingSoon(page, clock, url, start) : undefined;
  safe(() => {
    const found: Record<string, string> = {};
    for (const name of kept) {
      const value = getHeader(headers, name);
      if (value !== null) found[name] = value;
    }
    say({
      kind: "fetch.end",
      fetch: number,
      status: statusOf(response),
      ms,
      type,
      headers: found,
      ...(content && { body: redactTokens(content.text) }),
      ...(content && content.cut > 0 && { cut: content.cut }),
      ...(isCached(timing) && { cached: true }),
    });
  });
}

/** A copy of a stream of events would keep it open after the page has left it. */
const isEndless = (type: string) => type.startsWith("text/event-stream");

/** None where the body broke off, or the page had it first. */
async function readBodyOf(response: Response, cap: number) {
  try {
    return await readAnswerBody(() => bodyOf(clone(response)), cap);
  } catch {
    return undefined;
  }
}

/** The ids and pictures of an answer are looked for on the page from now on. */
function watchAnswer(text: string, request: ReadRequest, needles: Context["needles"]): void {
  if (request.action !== undefined) {
    for (const [, id] of text.matchAll(/"jobId":"([^"]+)"/g)) needles.watchJob(id ?? "");
  } else if (request.method === "GET") needles.answered(readNodeUrls(parse(text)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
