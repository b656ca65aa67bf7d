import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { CaptureEvent, EventKind, EventOf } from "../../lib/event.ts";
import { launchBare } from "../../scripts/browser.ts";
import { bundle } from "./taps/bundle.ts";
import { startServer } from "./taps/server.ts";

let taps: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const app = await bundle("page.tsx");
  taps = await bundle("install.ts");
  const script = app.replaceAll("</script", "<\\/script");
  server = await startServer(`<!doctype html><title>taps</title><body><script>${script}</script>`);
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  server.state.project.content.nodes = [];
  page = await browser.newPage();
});
afterEach(async () => {
  await page.close();
});

const read = async () => (await page.evaluate("window.taps.events")) as CaptureEvent[];

/** Waits for the first event of a kind that holds all of `fields`. */
async function waitFor<K extends EventKind>(kind: K, fields: Partial<EventOf<K>> = {}) {
  const found = await page.waitForFunction(
    (wanted: Record<string, unknown>) =>
      (Reflect.get(window, "taps") as { events: object[] }).events.find((event) =>
        Object.entries(wanted).every(([name, value]) => Reflect.get(event, name) === value),
      ),
    {},
    { kind, ...fields } as Record<string, unknown>,
  );
  return (await found.jsonValue()) as EventOf<K>;
}

async function openTapped(): Promise<void> {
  await page.evaluateOnNewDocument(taps);
  await page.goto(server.url);
  for (const topic of ["realtime:fal_jobs:ada", "realtime:project:p"]) {
    await waitFor("channel.status", { topic, status: "SUBSCRIBED" });
  }
}

const url = "https://storage.test/image.png";
const change = (table: string, operation: string, record: object) => ({
  table,
  schema: "public",
  operation,
  record,
  old_record: null,
});

test("the taps see every hop from the click to the pixel", async () => {
  await openTapped();
  await page.evaluate("generate()");
  const job = { id: "job-1", status: "pending" };
  server.broadcast("fal_jobs:ada", "INSERT", change("fal_jobs", "INSERT", job));
  await waitFor("react.commit");
  const done = { ...job, status: "completed", result: { images: [{ url }] } };
  server.broadcast("fal_jobs:ada", "UPDATE", change("fal_jobs", "UPDATE", done));
  await waitFor("handler.run", { event: "UPDATE" });
  server.state.project.content.nodes = [{ id: "n", data: { generated: { url } } }];
  server.broadcast("project:p", "UPDATE", change("projects", "UPDATE", { id: "p" }));
  await waitFor("image.load");
  const events = await read();

  expect(events.filter(({ kind }) => kind === "tap.error")).toEqual([]);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index));
  expect(events[0]).toMatchObject({ kind: "page.start", late: false });
  const first = <K extends EventKind>(kind: K, fields: object = {}) => {
    const found = events.find((event) =>
      Object.entries({ kind, ...fields }).every(
        ([name, value]) => Reflect.get(event, name) === value,
      ),
    );
    expect([kind, found]).toEqual([kind, expect.anything()]);
    return found as EventOf<K>;
  };
  expect(first("socket.create").url).not.toContain("eyJ");
  const joins = events.filter((event) => event.kind === "frame.out");
  expect(JSON.stringify(joins)).not.toContain("eyJ");
  expect(first("tap.attach", { tap: "react" }).version).toMatch(/^19/);
  expect(first("tap.attach", { tap: "swr" }).version).toBe("2.5 or later");
  expect(first("channel.bind", { topic: "realtime:fal_jobs:ada" }).handler).toBe("handleJobUpdate");
  for (const { stack } of [first("channel.bind"), first("channel.subscribe")]) {
    expect(stack).toMatch(/^ {4}at .*127\.0\.0\.1/);
  }
  expect(first("console.line").args).toEqual(['{"status":"SUBSCRIBED"}']);
  expect(first("fetch.start", { action: "abc" }).body).toContain('"prompt":"a cat"');
  expect(first("fetch.end", { type: "text/x-component" }).body).toContain('"jobId":"job-1"');
  const run = first("handler.run", { event: "INSERT" });
  expect(run).toMatchObject({ handler: "handleJobUpdate", outcome: "returned" });
  expect(events.find(({ id }) => id === run.frame)?.kind).toBe("frame.in");
  const commits = events.filter((event) => event.kind === "react.commit");
  const needles = commits.flatMap(({ hits }) => hits.map(({ needle }) => needle));
  expect(needles).toEqual(["job-1", "job-1", url, url].slice(0, needles.length));
  expect(needles).toContain(url);
  const mutate = first("cache.mutate");
  expect(mutate).toMatchObject({
    key: "/api/projects/p",
    form: "global",
    hasData: false,
    blanks: false,
    topic: "realtime:project:p",
  });
  expect(first("cache.revalidate")).toMatchObject({
    cause: "mutate",
    listeners: 1,
    mutation: mutate.mutation,
  });
  expect(first("cache.answer", { request: 1 }).outcome).toBe("stored");
  expect(first("cache.hook", { key: "/api/projects/p" })).toMatchObject({
    listeners: 1,
    fetcher: true,
  });
  const write = first("cache.write", { from: "object of 1" });
  expect(write).toMatchObject({ blanked: false, held: [], holds: [url] });
  expect(first("image.start").inView).toBe(true);
  expect(first("image.load")).toMatchObject({ url, width: 1, visible: true });
});

test("a handler that throws, one that rejects and a mutate that blanks are told", async () => {
  await openTapped();
  server.broadcast("fal_jobs:ada", "throws", {});
  server.broadcast("fal_jobs:ada", "rejects", {});
  await page.evaluate("mutate('/api/projects/p', undefined, { revalidate: false })");
  await page.evaluate("bound()");
  const rejected = await waitFor("handler.reject");
  const events = await read();
  const runs = events.filter((event) => event.kind === "handler.run");
  expect(runs.map(({ outcome, error }) => [outcome, error])).toEqual([
    ["threw", "from the handler"],
    ["promised", undefined],
  ]);
  expect(rejected).toMatchObject({ run: runs[1]?.id, handler: "reject" });
  expect(events.filter((event) => event.kind === "error.throw")).toHaveLength(1);
  const mutates = events.filter((event) => event.kind === "cache.mutate");
  expect(mutates).toMatchObject([
    { form: "global", hasData: true, blanks: true, options: ["revalidate"] },
    { form: "bound", hasData: false, blanks: false, key: "/api/projects/p" },
  ]);
});

test("a handler that looks for fields of another shape is told with their names", async () => {
  await openTapped();
  server.broadcast("fal_jobs:ada", "wrong", change("fal_jobs", "INSERT", { id: "job-1" }));
  const run = await waitFor("handler.run", { event: "wrong" });
  expect(run.misses).toEqual(["new", "payload.record.requestId"]);
  expect(await page.evaluate("seen")).toEqual({ plain: true, after: true, keys: "id" });
});

test("the session shows in storage and headers as claims, and a join that waits for a lock is told", async () => {
  await openTapped();
  const claims = { role: "authenticated", sub: "ada", exp: 4_102_444_800 };
  await page.evaluate("signIn()");
  expect(await waitFor("auth.session")).toMatchObject({ claims, source: "storage" });
  await page.evaluate("signOut()");
  expect(await waitFor("auth.session", { claims: null })).toMatchObject({ source: "storage" });
  await page.evaluate("request()");
  await waitFor("auth.session", { source: "header" });
  await page.evaluate("pin()");
  expect((await waitFor("auth.set")).pinned).toBe(true);
  await page.evaluate("stall()");
  const lock = await waitFor("auth.lock");
  expect(lock).toMatchObject({ name: "lock:sb-127-auth-token", held: true });
  expect(JSON.stringify(await read())).not.toContain("eyJ");
});

test("the hooks of a key are told as they mount, change and unmount", async () => {
  await openTapped();
  await page.evaluate("mountHooks(30000)");
  const key = '@"/api/list","7",';
  const about = { key, listeners: 1, fetcher: false, keepPreviousData: true };
  expect(await waitFor("cache.hook", { key })).toMatchObject({ ...about, refreshInterval: 60_000 });
  await waitFor("cache.hook", { key, refreshInterval: 30_000 });
  await page.evaluate("unmountHooks()");
  await waitFor("cache.hook", { key, listeners: 0 });
});

test("what is written to a project is kept, and how much of it was cut; a cached answer is told", async () => {
  await openTapped();
  const content = "x".repeat(100_000);
  await page.evaluate(
    async (body) => void (await fetch("/api/projects/p", { method: "PUT", body })),
    content,
  );
  const start = await waitFor("fetch.start", { method: "PUT" });
  expect(start.body).toHaveLength(64 * 1024);
  expect(start.cut).toBe(100_000 - 64 * 1024);
  await page.evaluate("fetch('/api/fal-jobs/large').then((answer) => answer.text())");
  const ends = async () => (await read()).filter((event) => event.kind === "fetch.end");
  await vi.waitFor(async () => {
    expect((await ends()).find(({ cut }) => cut)?.cut).toBe(700_000 - 256 * 1024);
  }, 10_000);
  const get = "fetch('/api/fal-jobs/cached').then((answer) => answer.text())";
  await page.evaluate(`${get}.then(() => ${get})`);
  await vi.waitFor(async () => {
    const jobs = (await ends()).filter(({ body }) => body === '{"id":"j"}');
    expect(jobs.map(({ cached }) => cached)).toEqual([undefined, true]);
    expect(jobs[0]?.headers).toMatchObject({ etag: '"1"', "cache-control": "max-age=60" });
  }, 10_000);
});

test.each([
  ["fal_jobs:hoard", "state", "Hoarder"],
  ["fal_jobs:hoard", "ref", "Hoarder"],
  ["fal_jobs:classic", "class", "Classic"],
])(
  "a job that %s changed in place, as %s, is found by one look",
  async (topic, event, component) => {
    await openTapped();
    await waitFor("channel.subscribe", { topic: `realtime:${topic}` });
    server.broadcast(topic, event, change("fal_jobs", "INSERT", { id: "job-1" }));
    const looked = await waitFor("react.look");
    const hits = [{ needle: "job-1", where: "state", component }];
    expect(looked).toMatchObject({ needles: ["job-1"], hits, exhausted: false });
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 1_000))");
    expect((await read()).filter(({ kind }) => kind === "react.look")).toHaveLength(1);
  },
);

test("a job that is nowhere is looked for in vain; one that a state holds is found where it is rendered", async () => {
  await openTapped();
  server.broadcast("fal_jobs:ada", "INSERT", change("fal_jobs", "INSERT", { id: "job-1" }));
  await waitFor("react.commit");
  const { needles, hits } = await waitFor("react.look");
  expect(needles).toEqual(["job-1"]);
  expect(hits.map(({ where }) => where)).toEqual(["state", "props"]);
  server.broadcast("fal_jobs:ada", "wrong", change("fal_jobs", "INSERT", { id: "job-2" }));
  await vi.waitFor(async () => {
    const looks = (await read()).filter((event) => event.kind === "react.look");
    expect(looks[1]).toMatchObject({ needles: ["job-2"], hits: [], commits: 0 });
  }, 5_000);
});

test("an image that is refused is told with its status, one that goes is told and waited for again", async () => {
  await openTapped();
  const show = async (source: string) => {
    server.state.project.content.nodes = [{ id: "n", data: { generated: { url: source } } }];
    await page.evaluate("mutate('/api/projects/p')");
  };
  await show("https://storage.test/missing.png");
  expect((await waitFor("image.error")).status).toBe(404);
  await show(url);
  await waitFor("image.load", { url });
  await show("https://storage.test/other.png");
  await waitFor("image.remove", { url });
  await show(url);
  await vi.waitFor(async () => {
    const loads = (await read()).filter((e) => e.kind === "image.load" && e.url === url);
    expect(loads).toHaveLength(2);
  }, 10_000);
});

test("warnings of the client that explain much are kept, others are not", async () => {
  await openTapped();
  await page.evaluate(() => {
    console.warn("Realtime send() is automatically falling back to REST API. ");
    console.warn("something else");
  });
  expect((await waitFor("console.line", { level: "warn" })).text).toContain("REST API");
});

/** Runs in the page: everything by which a page could tell our WebSocket and fetch from the browser's own. */
async function describeGlobals() {
  const raised = (work: () => unknown) => {
    try {
      return typeof work();
    } catch (error) {
      return String(error);
    }
  };
  const shape = (object: object) =>
    Object.entries(Object.getOwnPropertyDescriptors(object)).map(([key, { value, ...rest }]) => {
      const text = typeof value === "function" ? String(value) : value;
      const source = Function.prototype.toString;
      return [key, String(text), String(rest.get && source.call(rest.get)), JSON.stringify(rest)];
    });
  class Socket extends WebSocket {
    extra = 1;
  }
  const address = `ws://${location.host}/`;
  const plain = new WebSocket(address);
  const tooEarly = raised(() => plain.send("too early"));
  const socket = new Socket(address, ["a"]);
  const rejection = new Promise((resolve) => {
    addEventListener("unhandledrejection", (event) => resolve(String(event.reason)), {
      once: true,
    });
  });
  const { signal } = AbortSignal.abort() && new AbortController();
  void fetch("/api/projects/p", { signal: AbortSignal.abort() });
  const answer = await fetch(new Request("/api/projects/p", { signal }));
  return {
    socket: shape(WebSocket),
    prototype: shape(WebSocket.prototype),
    global: ["WebSocket", "fetch"].map((name) => {
      const { value, ...rest } = Object.getOwnPropertyDescriptor(window, name) ?? {};
      return [String(value), JSON.stringify(rest)];
    }),
    own: [Object.keys(plain), Reflect.ownKeys(plain).map(String), Reflect.ownKeys(socket)],
    identity: [
      WebSocket.prototype.constructor === WebSocket,
      plain.constructor === WebSocket,
      plain instanceof WebSocket,
      Object.getPrototypeOf(plain) === WebSocket.prototype,
      socket instanceof Socket,
      socket.constructor === Socket,
      Reflect.construct(WebSocket, [address], Socket) instanceof Socket,
      Object.getPrototypeOf(WebSocket) === EventTarget,
    ],
    names: [WebSocket.name, WebSocket.length, fetch.name, fetch.length, "prototype" in fetch],
    source: [String(WebSocket), String(fetch), Function.prototype.toString.call(plain.send)],
    raises: [
      raised(() => Reflect.apply(WebSocket, undefined, [address])),
      raised(() => Reflect.construct(WebSocket, [])),
      raised(() => new WebSocket("http://[")),
      raised(() => Reflect.apply(plain.send, plain, [])),
      tooEarly,
      raised(() => Reflect.apply(plain.send, {}, ["x"])),
      raised(() => Reflect.construct(fetch, [])),
    ],
    fetch: [answer.bodyUsed, Object.keys(await answer.json()), answer.bodyUsed, await rejection],
    object: [Object.keys(Object.prototype), Object.keys(window).includes("taps")],
  };
}

/** As a script of the page: what is evaluated from outside has no unhandled rejections. */
async function describePage(): Promise<unknown> {
  await page.goto(server.url);
  await page.addScriptTag({ content: `window.described = (${describeGlobals})()` });
  return await page.evaluate("window.described");
}

test("WebSocket and fetch look and behave as without the taps", async () => {
  const bare = await describePage();
  await page.evaluateOnNewDocument(taps);
  expect(await describePage()).toEqual(bare);
  expect(bare).toMatchObject({ own: [[], [], ["extra"]], identity: Array(8).fill(true) });
});

test("uninstalling restores every property, and the page goes on", async () => {
  await openTapped();
  const left = await page.evaluate(() => {
    const { uninstall } = Reflect.get(window, "taps") as { uninstall: () => void };
    const before = [WebSocket, fetch, console.log, WebSocket.prototype.send];
    uninstall();
    const after = [WebSocket, fetch, console.log, WebSocket.prototype.send];
    return {
      same: after.filter((value, index) => value === before[index]).length,
      trap: "subTopic" in {},
      use: "__SWR_DEVTOOLS_USE__" in window,
      hook: "__REACT_DEVTOOLS_GLOBAL_HOOK__" in window,
    };
  });
  expect(left).toEqual({ same: 0, trap: false, use: false, hook: false });
  const count = (await read()).length;
  server.broadcast("fal_jobs:ada", "INSERT", change("fal_jobs", "INSERT", { id: "later" }));
  await page.waitForSelector('[data-job="later"]');
  expect((await read()).length).toBe(count);
});
