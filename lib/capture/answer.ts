/** What came of a call of `fetch`: its status, the headers that matter and as much of the body as is kept. */
import { readAnswerBody } from "./answer-body.ts";
import { jobIdReader } from "./job-ids.ts";
import { getter, Headers, JSON, method, Response } from "./natives.ts";
import { readNodeUrls } from "./needles.ts";
import { redactFlight } from "./redact-flight.ts";
import { redactTokens } from "./redact.ts";
import type { ReadRequest } from "./request.ts";
import { markOf } from "./seams.ts";
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
  { page, clock, options, needles, seam, safe, say }: Context,
): Promise<void> {
  const headers = headersOf(response);
  const type = getHeader(headers, "content-type") ?? "";
  const isAction = request.action !== undefined;
  const readIds = isAction ? jobIdReader((id) => needles.watchJob(id)) : undefined;
  const onText = readIds && ((text: string) => safe(() => readIds(text)));
  const content = isEndless(type)
    ? undefined
    : await readBodyOf(response, options.answerCap, onText);
  const ms = clock.now() - start;
  safe(() => {
    if (content && !isAction && request.method === "GET")
      needles.answered(readNodeUrls(parse(content.text)));
  });
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
      ...(content && {
        body: isFlight(type)
          ? redactFlight(content.text, redactTokens)
          : redactTokens(content.text),
      }),
      ...(content && content.cut > 0 && { cut: content.cut }),
      ...(isCached(timing) && { cached: true }),
      ...markOf(seam.gates, response),
    });
  });
}

/** A copy of a stream of events would keep it open after the page has left it. */
const isEndless = (type: string) => type.startsWith("text/event-stream");

const isFlight = (type: string) => type.startsWith("text/x-component");

/** None where the body broke off, or the page had it first. */
async function readBodyOf(response: Response, cap: number, onText?: (text: string) => void) {
  try {
    return await readAnswerBody(() => bodyOf(clone(response)), cap, onText);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
