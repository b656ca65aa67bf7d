/** Apps that use the libraries in every way that they offer: what the taps say is right, and says which client and cache. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { launchBare } from "../../../scripts/browser.ts";
import { bundle } from "../taps/bundle.ts";
import { startServer } from "../taps/server.ts";
import { tapped } from "./tapped.ts";

let taps: string;
let script: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let heard: ReturnType<typeof tapped>;

beforeAll(async () => {
  script = (await bundle("../pages/apps.tsx")).replaceAll("</script", "<\\/script");
  taps = await bundle("install.ts");
  server = await startServer(`<!doctype html><title>apps</title><body><script>${script}</script>`);
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  await page.evaluateOnNewDocument(taps);
  await page.goto(server.url);
  heard = tapped(page);
});
afterEach(async () => {
  expect(await heard.all("tap.error")).toEqual([]);
  await page.close();
});

const joined = async (topic: string, count: number) =>
  await heard.wait("channel.status", { topic: `realtime:${topic}`, status: "SUBSCRIBED" }, count);

test.each([
  ["the same server", undefined],
  ["another server", "http://localhost"],
])("two clients of %s on one topic: each frame ran its own channel's handler", async (_, host) => {
  const other = host && `${host}:${new URL(server.url).port}`;
  await page.evaluate((base) => {
    one.connect();
    one.connect(base);
    one.listen(0, "room");
    one.listen(1, "room");
  }, other);
  await joined("room", 2);
  server.broadcast("room", "hello", {});
  const runs = await heard.wait("handler.run", { handler: "handleBroadcast" }, 2);
  const frames = await heard.all("frame.in");
  const socketOf = (id: string | undefined) => frames.find((frame) => frame.id === id)?.socket;
  expect(new Set(runs.map(({ frame }) => socketOf(frame)))).toEqual(new Set([0, 1]));
  expect(new Set(runs.map(({ channel }) => channel)).size).toBe(2);
  const [first, second] = await heard.all("socket.create");
  expect(new URL(first!.url).host === new URL(second!.url).host).toBe(other === undefined);
  await page.evaluate(() => one.leave(1, "room"));
  server.broadcast("room", "again", {});
  const [last] = await heard.wait("handler.run", { event: "again" });
  expect(socketOf((await heard.all("handler.run", { event: "hello" }))[0]?.frame)).toBeDefined();
  expect(last?.channel).toBe((await heard.all("channel.create"))[0]?.channel);
});

test("changes of the database, presence and broadcasts run the binding that they are for", async () => {
  await page.evaluate(() => {
    one.connect();
    one.listen(0, "room", { presence: { key: "ada" } });
  });
  await joined("room", 1);
  const data = {
    schema: "public",
    table: "fal_jobs",
    type: "UPDATE",
    commit_timestamp: "2026-11-25T12:00:00Z",
    columns: [{ name: "id", type: "text" }],
    record: { id: "job-1" },
    old_record: { id: "job-1" },
    errors: null,
  };
  server.say("room", "postgres_changes", { ids: [1], data });
  server.say("room", "presence_state", { ada: { metas: [{ phx_ref: "1", user: "ada" }] } });
  server.broadcast("room", "ping", { plain: true });
  const [change] = await heard.wait("handler.run", { handler: "handleChange" });
  const [sync] = await heard.wait("handler.run", { handler: "handleSync" });
  const [ping] = await heard.wait("handler.run", { handler: "handleBroadcast" });
  expect(change).toMatchObject({
    binding: { type: "postgres_changes", event: "*" },
    event: "UPDATE",
  });
  expect(sync).toMatchObject({ binding: { type: "presence", event: "sync" }, event: "sync" });
  expect(ping).toMatchObject({ binding: { type: "broadcast", event: "*" }, event: "ping" });
  const frames = await heard.all("frame.in");
  const eventOf = (id: string | undefined) => {
    const body = frames.find((frame) => frame.id === id)?.body;
    return body && "text" in body ? (JSON.parse(body.text) as unknown[])[3] : "binary";
  };
  expect([change, sync, ping].map((run) => eventOf(run?.frame))).toEqual([
    "postgres_changes",
    "presence_state",
    "binary",
  ]);
  await page.evaluate(() => one.track(0, "room"));
  await vi.waitFor(async () => {
    const out = await heard.all("frame.out");
    expect(JSON.stringify(out.map(({ body }) => body))).toContain("track");
  }, 10_000);
});

test("what is sent by HTTP is seen as requests, and as the client's warning when it was not meant so", async () => {
  await page.evaluate(async () => {
    one.connect();
    await one.httpSend(0, "room");
    await one.sendUnjoined(0, "other");
  });
  await heard.wait("fetch.end", { status: 202 }, 2);
  const requests = await heard.all("fetch.start");
  expect(requests.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([
    ["POST", "/supabase/realtime/v1/api/broadcast/room/events/ping"],
    ["POST", "/supabase/realtime/v1/api/broadcast"],
  ]);
  expect((await heard.all("console.line"))[0]?.text).toContain("falling back to REST API");
});

test("a message that is replayed says so, and runs its handler", async () => {
  await page.evaluate(() => {
    one.connect();
    one.listen(0, "fal_jobs:ada", { private: true });
  });
  await joined("fal_jobs:ada", 1);
  server.broadcast("fal_jobs:ada", "INSERT", { record: {} }, { id: "m", replayed: true });
  const [run] = await heard.wait("handler.run", { event: "INSERT" });
  const frame = (await heard.all("frame.in")).find(({ id }) => id === run?.frame);
  const body = frame && "base64" in frame.body ? atob(frame.body.base64) : "";
  expect(body).toContain('"replayed":true');
});

test("a second copy of SWR that comes later is a cache of its own, with its own mutate", async () => {
  await page.evaluate(() => one.twoCaches("/api/a"));
  await heard.wait("cache.hook", { cache: 0, key: "/api/a", listeners: 1 });
  await page.evaluate((text) => {
    const element = document.createElement("script");
    element.dataset["copy"] = "two";
    element.textContent = text;
    document.body.append(element);
  }, script);
  await page.evaluate(() => two.twoCaches("/api/b"));
  const caches = (await heard.wait("tap.attach", { tap: "swr" }, 4)).map(({ what }) => what);
  expect(caches).toEqual(["cache 0", "cache 1", "cache 2", "cache 3"]);
  const hooks = await heard.wait("cache.hook", { key: "/api/b", listeners: 1 }, 2);
  expect(hooks.map(({ cache }) => cache)).toEqual([2, 3]);
  await heard.wait("cache.answer", { key: "/api/b", outcome: "stored" }, 2);
  await page.evaluate(async () => {
    await one.mutate("/api/a");
    await two.mutate("/api/b");
    await two.inner.scoped("/api/b");
    await two.inner.bound();
  });
  const mutates = await heard.wait("cache.mutate", {}, 4);
  expect(mutates.map(({ cache, key, form }) => [cache, key, form])).toEqual([
    [0, "/api/a", "global"],
    [2, "/api/b", "global"],
    [3, "/api/b", "global"],
    [3, "/api/b", "bound"],
  ]);
  const causes = await heard.wait("cache.revalidate", { cause: "mutate" }, 4);
  expect(causes.map(({ cache }) => cache)).toEqual([0, 2, 3, 3]);
});

test("pages of an infinite list, and mutations by hook, are those of their keys", async () => {
  await page.evaluate(() => {
    one.infinite();
    one.mutation();
  });
  const [list] = await heard.wait("cache.hook", { key: "$inf$/api/list?page=0", listeners: 1 });
  expect(list).toMatchObject({ cache: 0, fetcher: true });
  await heard.wait("cache.answer", { key: "$inf$/api/list?page=0" });
  await page.evaluate(async () => void (await one.list.mutate()));
  const [whole] = await heard.wait("cache.mutate", { form: "bound" });
  expect(whole?.key).toBe("$inf$/api/list?page=0");
  await heard.wait("cache.answer", { key: "/api/saved", outcome: "stored" });
  await page.evaluate(async () => void (await one.trigger()));
  const [saved] = await heard.wait("cache.mutate", { key: "/api/saved" });
  expect(saved).toMatchObject({ cache: 0, form: "global" });
  await heard.wait("cache.revalidate", { key: "/api/saved", cause: "mutate" });
});

test("a hook in StrictMode is mounted once in the end, and gone when it goes", async () => {
  await page.evaluate(() => one.strict("/api/strict"));
  await heard.wait("cache.answer", { key: "/api/strict", outcome: "stored" });
  expect((await heard.all("cache.hook", { key: "/api/strict" })).at(-1)?.listeners).toBe(1);
  await page.evaluate(() => one.unmount());
  await heard.wait("cache.hook", { key: "/api/strict", listeners: 0 });
});
