/**
 * Calls of `fetch` that matter to a job: Next server actions, and calls of the profile's paths. Any other call passes
 * with the very promise of the native function, unread.
 */
import { readAnswerBody } from "./answer-body.ts";
import { readNodeUrls } from "./needles.ts";
import type { CaptureOptions } from "./options.ts";
import { patch } from "./patch.ts";
import { redactTokens, redactUrl } from "./redact.ts";
import {
  readAddress,
  readBody,
  readCredentials,
  readRequest,
  type ReadRequest,
} from "./request.ts";
import { sessionOfHeaders } from "./session.ts";
import type { Context, Tap } from "./tap.ts";
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

export const tapFetch: Tap = {
  name: "fetch",
  start(context) {
    const { page, safe, undo } = context;
    let count = 0;
    undo(
      patch(
        page,
        "fetch",
        (native: typeof fetch) =>
          new Proxy(native, {
            apply(target, self, args: Parameters<typeof fetch>) {
              const request = safe(() => {
                tellSession(args, context);
                return select(args, context);
              });
              const answer = Reflect.apply(target, self, args) as Promise<Response>;
              if (!request || !(answer instanceof page.Promise)) return answer;
              return observe(answer, request, count++, context);
            },
          }),
      ),
    );
  },
};

function tellSession([input, init]: Parameters<typeof fetch>, { session, say }: Context): void {
  const claims = sessionOfHeaders(...readCredentials(input, init));
  const said = claims && session.change(claims, "header");
  if (said) say(said);
}

/** The request, if it is one to keep. The cheap questions come first: this runs for every call of the page. */
function select(
  [input, init]: Parameters<typeof fetch>,
  { page, options }: Context,
): ReadRequest | undefined {
  const address = readAddress(input);
  if (address === undefined) return undefined;
  const method = init?.method ?? (input instanceof Request ? input.method : "GET");
  const mayBeAction = method === "POST";
  if (!mayBeAction && !options.paths.some((path) => address.includes(path))) return undefined;
  const request = readRequest(input, init, page.location.href);
  if (!request || (request.action === undefined && !isKept(request, options))) return undefined;
  return { ...request, body: readBody(init?.body) };
}

const isKept = ({ url }: ReadRequest, { paths }: CaptureOptions) =>
  paths.some((path) => url.pathname.startsWith(path));

/**
 * Returns a promise that settles as `answer` does, one microtask later. Not `answer` itself: our handlers on it would
 * count as the page's own, and a rejection that the page forgot would no longer be reported as unhandled.
 */
function observe(
  answer: Promise<Response>,
  request: ReadRequest,
  number: number,
  context: Context,
): Promise<Response> {
  const { page, options, safe, say } = context;
  const start = safe(() => {
    const { method, url, action, body } = request;
    const text = body === undefined ? "" : redactTokens(body);
    const cut = text.length - options.requestCap;
    say({
      kind: "fetch.start",
      fetch: number,
      method,
      url: redactUrl(url.href),
      ...(action !== undefined && { action }),
      ...(body !== undefined && { body: text.slice(0, options.requestCap) }),
      ...(cut > 0 && { cut }),
    });
    return page.performance.now();
  });
  if (start === undefined) return answer;
  return answer.then(
    (response) => {
      safe(() => void readAnswer(response, request, number, start, context));
      return response;
    },
    (error: unknown) => {
      const ms = page.performance.now() - start;
      safe(() => say({ kind: "fetch.fail", fetch: number, ms, error: String(error) }));
      throw error;
    },
  );
}

async function readAnswer(
  response: Response,
  request: ReadRequest,
  number: number,
  start: number,
  { page, options, needles, safe, say }: Context,
): Promise<void> {
  const content = await readAnswerBody(() => response.clone().body, options.answerCap).catch(
    () => undefined,
  );
  const ms = page.performance.now() - start;
  safe(() => content && watchAnswer(content.text, request, needles));
  const [url = ""] = request.url.href.split("#");
  const timing = isKept(request, options) ? await timingSoon(page, url, start) : undefined;
  safe(() => {
    const { status, headers } = response;
    const found = kept.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    say({
      kind: "fetch.end",
      fetch: number,
      status,
      ms,
      type: headers.get("content-type") ?? "",
      headers: Object.fromEntries(found),
      ...(content && { body: redactTokens(content.text) }),
      ...(content && content.cut > 0 && { cut: content.cut }),
      ...(isCached(timing) && { cached: true }),
    });
  });
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
