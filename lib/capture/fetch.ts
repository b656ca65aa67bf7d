/**
 * Calls of `fetch` that matter to a job: Next server actions, calls of the profile's paths, broadcasts over HTTP. Any other
 * call passes with the very promise of the native function, unread.
 */
import { readAnswer } from "./answer.ts";
import { follower, type Follow } from "./follow.ts";
import { some } from "./list.ts";
import { attempt, Promise, Proxy, Reflect, type AbortSignal } from "./natives.ts";
import { reasonOf } from "./reason.ts";
import type { CaptureOptions } from "./options.ts";
import { patch } from "./patch.ts";
import { redactTokens, redactUrl } from "./redact.ts";
import { readRefusal } from "./refusal.ts";
import {
  readAddress,
  readBody,
  readCredentials,
  readMethod,
  readRequest,
  readSignal,
  type ReadRequest,
} from "./request.ts";
import { markOf } from "./seams.ts";
import { sessionOfHeaders } from "./session.ts";
import type { Context, Tap } from "./tap.ts";

interface Call extends ReadRequest {
  signal: AbortSignal | undefined;
  /** Why it will be refused at once. */
  refusal: { reason: unknown } | undefined;
}

export const tapFetch: Tap = {
  name: "fetch",
  start(context) {
    const { page, safe, undo } = context;
    const { gates } = context.seam;
    let count = 0;
    undo(
      patch(
        page,
        "fetch",
        (native: typeof fetch) =>
          new Proxy(native, {
            apply(target, self, args: Parameters<typeof fetch>) {
              // What the page's own objects raise when they are read is no fault of the tap.
              const request = safe(() =>
                attempt(() => {
                  tellSession(args, context);
                  return select(args, context);
                }),
              );
              if (!request) return Reflect.apply(target, self, args) as Promise<Response>;
              const { signal, refusal } = request;
              const follow = refusal ? undefined : safe(() => follower(signal));
              const go = () => Reflect.apply(target, self, args) as Promise<Response>;
              const { call } = gates;
              const answer = (call && safe(() => call(request, go))) ?? go();
              if (!(answer instanceof Promise)) return answer;
              return observe(answer, request, follow, count++, context);
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
): Call | undefined {
  const address = readAddress(input);
  if (address === undefined) return undefined;
  const mayBeAction = readMethod(input, init) === "POST";
  if (!mayBeAction && !some(options.paths, (path) => address.includes(path))) return undefined;
  const request = readRequest(input, init, page.location.href);
  if (!request) return undefined;
  const isWanted = request.action !== undefined || isKept(request, options);
  if (!isWanted && !isBroadcast(request, options)) return undefined;
  const refusal = readRefusal(input, init);
  if (refusal === "odd") return undefined;
  return { ...request, body: readBody(init), signal: readSignal(input, init), refusal };
}

const isKept = ({ url }: ReadRequest, { paths }: CaptureOptions) =>
  some(paths, (path) => url.pathname.startsWith(path));

/** `httpSend`, and `send` on a channel that is not joined. */
const isBroadcast = ({ method, url }: ReadRequest, { broadcastPath }: CaptureOptions) =>
  method === "POST" && url.pathname.includes(broadcastPath);

/**
 * Says what becomes of a call, and returns what the page gets. A call that is refused at once keeps the native promise, of
 * which we need no news. Any other gets one that settles with it: not the native one, because our reactions on it would
 * count as the page's own, and a rejection that the page forgot would no longer be told as unhandled.
 */
function observe(
  answer: Promise<Response>,
  request: Call,
  follow: Follow | undefined,
  number: number,
  context: Context,
): Promise<Response> {
  const { clock, options, seam, safe, say } = context;
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
    return clock.now();
  });
  if (start === undefined) return answer;
  const failed = (error: unknown) => {
    const ms = clock.now() - start;
    const made = markOf(seam.gates, error);
    safe(() => say({ kind: "fetch.fail", fetch: number, ms, error: reasonOf(error), ...made }));
  };
  if (!follow) {
    if (request.refusal) failed(request.refusal.reason);
    return answer;
  }
  return follow(
    answer,
    (response) => {
      const asked = { request, number, start, isKept: isKept(request, options) };
      safe(() => void readAnswer(response, asked, context));
    },
    failed,
  );
}
