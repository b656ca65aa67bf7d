import { RealtimeClient } from "@supabase/realtime-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tapChannel } from "./channel.ts";
import { createContext } from "./context.fixture.ts";

const token = (claims: object) => `eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify(claims))}.s`;
const ada = { role: "authenticated", sub: "ada", exp: 9 };
const entry = (claims: object) => JSON.stringify({ access_token: token(claims), user: {} });

/** A page with a storage and locks, and realtime-js as it is. */
function setup() {
  const storage = new Map<string, string>();
  const query = vi.fn(async () => ({
    held: [{ name: "lock:sb-db-auth-token" }, { name: "other" }],
    pending: [{ name: "lock:sb-db-auth-token" }, { name: "lock:sb-db-auth-token" }],
  }));
  const page = Object.assign(new EventTarget(), {
    Object,
    performance,
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    navigator: { locks: { query } },
    localStorage: { getItem: (key: string) => storage.get(key) ?? null },
  });
  const tap = createContext(page);
  tapChannel.start(tap.context);
  const makeClient = (accessToken?: () => Promise<string>) =>
    new RealtimeClient("ws://db.test/realtime/v1", {
      params: { apikey: "key" },
      transport: function transport() {} as never,
      ...(accessToken && { accessToken }),
    });
  const changed = (key: string | null) =>
    page.dispatchEvent(Object.assign(new Event("storage"), { key }));
  return { ...tap, storage, query, makeClient, changed };
}

let page: ReturnType<typeof setup>;
beforeEach(() => {
  vi.useFakeTimers();
  page = setup();
});
afterEach(() => {
  page.stop();
  vi.useRealTimers();
});

test("setAuth with a token pins, with a callback it does not", async () => {
  const client = page.makeClient();
  client.channel("a");
  await client.setAuth();
  await client.setAuth("");
  expect(page.ofKind("auth.set")).toEqual([]);
  await client.setAuth(token(ada));
  expect(page.ofKind("auth.set")).toEqual([{ kind: "auth.set", pinned: true }]);
  const asking = page.makeClient(async () => token(ada));
  asking.channel("b");
  await asking.setAuth(token(ada));
  await asking.setAuth();
  expect(page.ofKind("auth.set")).toHaveLength(1);
});

test("the session in the storage is told when it comes, changes and goes, and never its token", () => {
  page.storage.set("sb-db-auth-token", entry(ada));
  page.storage.set("sb-other-auth-token", entry({ ...ada, sub: "bob" }));
  page.makeClient().channel("a");
  page.changed("unrelated");
  page.changed("sb-db-auth-token");
  page.storage.set("sb-db-auth-token", entry({ ...ada, exp: 10 }));
  page.changed("sb-db-auth-token");
  page.storage.clear();
  page.changed(null);
  page.changed(null);
  expect(page.ofKind("auth.session")).toEqual([
    { kind: "auth.session", claims: ada, source: "storage" },
    { kind: "auth.session", claims: { ...ada, exp: 10 }, source: "storage" },
    { kind: "auth.session", claims: null, source: "storage" },
  ]);
  expect(JSON.stringify(page.said)).not.toContain("eyJ");
});

test("a page that never had an entry is not said to have lost it, nor one that may not look", () => {
  page.makeClient().channel("a");
  page.changed("sb-db-auth-token");
  page.storage.get = () => {
    throw new Error("SecurityError");
  };
  page.changed(null);
  expect(page.ofKind("auth.session")).toEqual([]);
});

test("locks are looked at once, and only when a join did not follow", async () => {
  const client = page.makeClient();
  client.channel("late").subscribe();
  client.channel("prompt").subscribe();
  const left = client.channel("left").subscribe();
  page.context.delivery.joining?.delete("realtime:prompt");
  void left.unsubscribe();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(page.query).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(page.query).toHaveBeenCalledTimes(1);
  expect(page.ofKind("auth.lock")).toEqual([
    { kind: "auth.lock", name: "lock:sb-db-auth-token", held: true, waiting: 2 },
  ]);
});

test("where a binding and a subscription were made is told, without frames of ours", () => {
  function subscribeToJobs() {
    page
      .makeClient()
      .channel("a")
      .on("broadcast", { event: "INSERT" }, () => {})
      .subscribe();
  }
  // The test runner formats stacks itself, and then none is taken.
  const { prepareStackTrace } = Error;
  Reflect.deleteProperty(Error, "prepareStackTrace");
  subscribeToJobs();
  Error.prepareStackTrace = prepareStackTrace;
  for (const kind of ["channel.bind", "channel.subscribe"] as const) {
    const [said] = page.ofKind(kind) as { stack?: string }[];
    expect(said?.stack).toMatch(/^ {4}at [^]*subscribeToJobs/);
    expect(said?.stack).not.toMatch(/capture\/(channel|patch|stack)\.ts/);
    expect(said?.stack?.length).toBeLessThanOrEqual(2_048);
  }
});
