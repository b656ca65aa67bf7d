/** What `fetch` looks like, and what it refuses: how, when, and how often that is told. */
import {
  forBoth,
  raised,
  raisedNow,
  shape,
  source,
  ticks,
  unhandled,
  type Checks,
} from "./subject.ts";

type Args = [unknown?, unknown?];
const call = (...args: Args) => Reflect.apply(fetch, window, args) as Promise<Response>;

/** What is refused before anything is asked of a server. */
const refused = (path: string): Record<string, () => Args> => ({
  "no argument": () => [],
  "an address that is none": () => ["http://["],
  "an address with credentials": () => [`http://user:word@${location.host}${path}json`],
  "a scheme that is none": () => ["nonsense://host/"],
  "a symbol as address": () => [Symbol("a")],
  "an address that raises": () => [
    {
      toString: () => {
        throw new RangeError("mine");
      },
    },
  ],
  "settings that are no object": () => [`${path}json`, 3],
  "a method with a space": () => [`${path}json`, { method: "A B" }],
  "a forbidden method": () => [`${path}json`, { method: "TRACE" }],
  "a mode that is none": () => [`${path}json`, { mode: "other" }],
  "the mode of a navigation": () => [`${path}json`, { mode: "navigate" }],
  "a cache that is none": () => [`${path}json`, { cache: "other" }],
  "only-if-cached elsewhere": () => [`${path}json`, { cache: "only-if-cached", mode: "cors" }],
  "a body with GET": () => [`${path}json`, { body: "x" }],
  "a body with HEAD": () => [`${path}json`, { method: "HEAD", body: "x" }],
  "a header name that is none": () => [`${path}json`, { headers: { "a b": "c" } }],
  "a header value that is none": () => [`${path}json`, { headers: { a: "b\nc" } }],
  "headers that are no pairs": () => [`${path}json`, { headers: [["a"]] }],
  "a header value beyond latin-1": () => [`${path}json`, { headers: { a: "✓" } }],
  "a signal that is none": () => [`${path}json`, { signal: {} }],
  "settings that raise": () => [
    `${path}json`,
    {
      get method() {
        throw new RangeError("mine");
      },
    },
  ],
  "a referrer that is none": () => [`${path}json`, { referrer: "http://[" }],
  "a window that is not null": () => [`${path}json`, { window: {} }],
  "a stream without duplex": () => [`${path}echo`, { method: "POST", body: new ReadableStream() }],
  "a Request whose body was read": () => {
    const request = new Request(`${path}echo`, { method: "POST", body: "x" });
    void request.text();
    return [request];
  },
  "a signal aborted before": () => [`${path}json`, { signal: AbortSignal.abort() }],
  "a signal aborted with a reason": () => [`${path}json`, { signal: AbortSignal.abort("why") }],
  "a signal aborted with an object": () => [
    `${path}json`,
    { signal: AbortSignal.abort(Object.assign(Object.create(null), { a: 1 })) },
  ],
  "a Request with a signal aborted": () => [
    new Request(`${path}json`, { signal: AbortSignal.abort(new RangeError("mine")) }),
  ],
  "an action whose signal is aborted": () => [
    path,
    { method: "POST", headers: { "next-action": "a" }, body: "[]", signal: AbortSignal.abort() },
  ],
  "an action with a header value that is none": () => [
    path,
    { method: "POST", headers: { "next-action": "a\nb" } },
  ],
});

const tell = async (work: () => unknown) => {
  try {
    return `gave ${typeof (await work())}`;
  } catch (error) {
    if (typeof error === "object" && error !== null && !("toString" in error))
      return Object.keys(error);
    return await raised(() => Promise.reject(error as Error));
  }
};

export const fetchShape: Checks = {
  "length and name": () => [fetch.length, fetch.name],
  "attributes of the global": () => {
    const { value: _value, ...rest } = Object.getOwnPropertyDescriptor(window, "fetch") ?? {};
    return rest;
  },
  "own keys": () => shape(fetch),
  "source text": () => [String(fetch), source(fetch)],
  prototype: () => ["prototype" in fetch, Object.getPrototypeOf(fetch) === Function.prototype],
  "is no constructor": () => raisedNow(() => Reflect.construct(fetch, ["/plain/json"])),
  "is the same each time": () => window.fetch === fetch,
  "classes around it": () =>
    [shape(Response), shape(Response.prototype), shape(Request), shape(Request.prototype)].map(
      (one) => JSON.stringify(one),
    ),
  "own keys of a Response and a Request": () => [
    Reflect.ownKeys(new Response("x")),
    Reflect.ownKeys(new Request("/")),
  ],
  "odd values of this": async () => {
    const found = [];
    for (const self of [undefined, null, globalThis, window, self_, {}, 3, document]) {
      found.push(
        raisedNow(() => Reflect.apply(fetch, self, ["/plain/json"])),
        await raised(() => Reflect.apply(fetch, self, ["/plain/json"])),
      );
    }
    return found;
  },
  "kept in a variable and bound": async () => {
    const kept = fetch;
    const bound = fetch.bind(window);
    return [
      (await kept("/plain/json")).status,
      (await bound("/plain/json")).status,
      bound.name,
      bound.length,
      String(bound),
    ];
  },
};
const self_ = globalThis.self;

export const fetchErrors: Checks = {
  ...forBoth("fetch", (path) => {
    const cases = Object.entries(refused(path));
    const each = (name: string, run: (args: () => Args) => unknown): Checks =>
      Object.fromEntries(cases.map(([about, args]) => [`${about}: ${name}`, () => run(args)]));
    return {
      ...each("what is raised", async (args) => [
        raisedNow(() => void call(...args()).catch(() => {})),
        await tell(() => call(...args())),
      ]),
      ...each("how many microtasks later", async (args) => await ticks(call(...args()))),
      "a rejection that nobody handles is told once": async () => {
        let promise: Promise<unknown> | undefined;
        const events = await unhandled(() => {
          promise = call(`${path}json`, { mode: "navigate" });
        });
        return events.map((event) => [event.promise === promise, String(event.reason)]);
      },
      "a lost connection that nobody handles is told once": async () => {
        let promise: Promise<unknown> | undefined;
        const events = await unhandled(() => {
          promise = call(`${path}broken`);
        });
        return events.map((event) => [event.promise === promise, String(event.reason)]);
      },
      "an abort that nobody handles is told once": async () => {
        const events = await unhandled(() => {
          const control = new AbortController();
          void call(`${path}slow`, { signal: control.signal });
          control.abort("why");
        });
        return events.map(({ reason }) => String(reason));
      },
      "a rejection that is handled is not told": async () =>
        (
          await unhandled(async () => {
            await call(`${path}broken`).catch(() => {});
            await call(`${path}json`, { signal: AbortSignal.abort() }).catch(() => {});
            await call("http://[").catch(() => {});
          }, 0)
        ).length,
      "a rejection in what follows is told with the follower": async () => {
        let last: Promise<unknown> | undefined;
        const events = await unhandled(() => {
          last = call(`${path}broken`).then(() => 1);
        });
        return events.map((event) => event.promise === last);
      },
      "a rejection handled late": async () => {
        const seen: string[] = [];
        const note = () => seen.push("handled");
        addEventListener("rejectionhandled", note);
        let promise: Promise<unknown> | undefined;
        const events = await unhandled(() => {
          promise = call(`${path}broken`);
        });
        promise?.catch(() => seen.push("caught"));
        await new Promise((resolve) => setTimeout(resolve, 50));
        removeEventListener("rejectionhandled", note);
        return [events.length, seen];
      },
      "settings are read once": async () => {
        const read: string[] = [];
        const init = new Proxy(
          { method: "GET" },
          {
            get: (target, key) => {
              read.push(String(key));
              return Reflect.get(target, key) as unknown;
            },
          },
        );
        await call(`${path}json`, init);
        return read.toSorted();
      },
      "an address is turned to text once": async () => {
        let count = 0;
        await call({ toString: () => ((count += 1), `${path}json`) });
        return count;
      },
      "headers that are an iterator are read once": async () => {
        let count = 0;
        const headers = {
          *[Symbol.iterator]() {
            count += 1;
            yield ["x-a", "b"];
          },
        };
        const answer = await call(`${path}echo`, { headers });
        return [
          count,
          ((await answer.json()) as { headers: Record<string, string> }).headers["x-a"],
        ];
      },
      "getters of headers run once": async () => {
        const read: string[] = [];
        const headers = {
          get "x-a"() {
            read.push("x-a");
            return "b";
          },
        };
        await call(`${path}echo`, { headers });
        return read;
      },
    };
  }),
};
