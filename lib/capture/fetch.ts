/**
 * Calls of `fetch` that matter to a job: Next server actions, and GETs of the profile's paths. Any other call passes
 * with the very promise of the native function, unread.
 */
import { readNodeUrls } from "./needles.ts";
import { patch } from "./patch.ts";
import { redactTokens, redactUrl } from "./redact.ts";
import { readAddress, readRequest, type ReadRequest } from "./request.ts";
import type { Context, Tap } from "./tap.ts";

/** The headers that explain caching, and how Next says that an action did not run. */
const kept = [
  "age",
  "cache-control",
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
              const request = safe(() => select(args, context));
              const answer = Reflect.apply(target, self, args) as Promise<Response>;
              if (!request || !(answer instanceof page.Promise)) return answer;
              return observe(answer, request, count++, context);
            },
          }),
      ),
    );
  },
};

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
  if (!request) return undefined;
  if (request.action !== undefined) return request;
  const read = options.paths.some((path) => request.url.pathname.startsWith(path));
  return read && request.method === "GET" ? request : undefined;
}

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
    const text = action === undefined || body === undefined ? undefined : redactTokens(body);
    say({
      kind: "fetch.start",
      fetch: number,
      method,
      url: redactUrl(url.href),
      ...(action !== undefined && { action }),
      ...(text !== undefined && { body: text.slice(0, options.requestCap) }),
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
  const content = await readText(response, options.answerCap).catch(() => undefined);
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
      ms: page.performance.now() - start,
      type: headers.get("content-type") ?? "",
      headers: Object.fromEntries(found),
      ...(content && { body: redactTokens(content.text) }),
      ...(content && content.cut > 0 && { cut: content.cut }),
    });
    if (!content) return;
    if (request.action !== undefined) {
      for (const [, id] of content.text.matchAll(/"jobId":"([^"]+)"/g)) needles.watchJob(id ?? "");
    } else {
      needles.watchImages(readNodeUrls(parse(content.text)));
    }
  });
}

/** Reads a clone, at most `cap` UTF-16 units of it; `cut` is the part of the last chunk that was left out, or 1. */
async function readText(response: Response, cap: number) {
  const reader = response.clone().body?.getReader();
  if (!reader) return undefined;
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    if (done) return { text: text.slice(0, cap), cut: Math.max(0, text.length - cap) };
    if (text.length > cap) {
      void reader.cancel();
      return { text: text.slice(0, cap), cut: text.length - cap };
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
