import { RealtimeClient } from "@supabase/realtime-js";
import { afterEach, expect, test, vi } from "vitest";
import type { Command, Reply } from "../command.ts";
import { tapChannel } from "./channel.ts";
import { createMeasures } from "./measures.ts";
import { answerCommands, ownPath, ownSource } from "./command.ts";
import { createContext } from "./context.fixture.ts";

const location = new URL("http://localhost:3000/projects/7") as unknown as Location;

function setup() {
  const page = Object.assign(new EventTarget(), { Object, performance, location, setTimeout });
  const tap = createContext(page);
  const fetch = vi.fn(async (_url: unknown, _init: RequestInit) => new Response("[]"));
  const replies: Reply[] = [];
  let run: (command: Command) => void = () => {};
  const line = {
    onCommand: (next: typeof run) => void (run = next),
    isWatched: () => true,
    reply: (reply: Reply) => void replies.push(reply),
  };
  const takeOut = vi.fn();
  const measures = createMeasures(tap.context.page);
  const given = { ...tap.context, measures, takeOut };
  const end = answerCommands(given, fetch as typeof globalThis.fetch, line);
  return { ...tap, takeOut, fetch, replies, end, run: (command: Command) => run(command) };
}

let stop = () => {};
afterEach(() => stop());

test.each([
  ["/api/fal-jobs/1?x=http://other//", "http://localhost:3000/api/fal-jobs/1?x=http://other//"],
  ["/api/fal-jobs/../projects/b", "http://localhost:3000/api/projects/b"],
  ["/api/fal-jobs/../../logout", undefined],
  ["/api/fal-jobs/..%2F..%2Flogout", undefined],
  ["/api/fal-jobs/%2e%2E%2flogout", undefined],
  ["/api/fal-jobs/..%5C..%5Clogout", undefined],
  ["/api/fal-jobs", undefined],
  ["/logout", undefined],
  ["//other/api", undefined],
  ["/\\other/api", undefined],
  ["/\t/other/api", undefined],
  ["/api/projects//b", undefined],
  ["/..//other", undefined],
  ["api", undefined],
  ["http://localhost:3000/api", undefined],
  ["javascript:alert(1)", undefined],
  ["", undefined],
])("the path %s is asked at %s", (path, url) => {
  expect(ownPath(path, location, ["/api/projects/", "/api/fal-jobs/"])?.href).toBe(url);
});

test.each([
  ["/_next/static/chunks/a.js?dpl=1", true],
  ["http://localhost:3000/a.js.map", true],
  ["a.mjs", true],
  ["/api/projects/7", false],
  ["http://localhost:3001/a.js", false],
  ["data:text/javascript,a.js", false],
  ["//other/a.js", false],
])("the source %s may be read: %s", (url, may) => {
  expect(ownSource(url, location) !== undefined).toBe(may);
});

test("a GET is answered by an event, with tokens hidden, and by nothing else", async () => {
  const { run, fetch, ofKind, replies } = setup();
  fetch.mockResolvedValueOnce(new Response('{"token":"eyJa.b.c"}', { status: 404 }));
  run({ kind: "probe.get", question: "job 1", path: "/api/fal-jobs/1" });
  await vi.waitFor(() => expect(ofKind("probe.answer")).toHaveLength(1));
  expect(ofKind("probe.answer")[0]).toMatchObject({
    question: "job 1",
    url: "/api/fal-jobs/1",
    status: 404,
    body: '{"token":"jwt:{}"}',
  });
  expect(fetch.mock.calls[0]?.[0]).toBe("http://localhost:3000/api/fal-jobs/1");
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: "GET", mode: "same-origin" });
  expect(replies).toEqual([]);
});

test("what cannot be asked, and what does not come, has status 0 and a reason", async () => {
  const { run, fetch, ofKind } = setup();
  run({ kind: "probe.get", question: "a", path: "//other/" });
  expect(fetch).not.toHaveBeenCalled();
  fetch.mockRejectedValueOnce(new Error("no route"));
  run({ kind: "probe.get", question: "b", path: "/api/projects/p" });
  await vi.waitFor(() => expect(ofKind("probe.answer")).toHaveLength(2));
  expect(ofKind("probe.answer")).toMatchObject([
    {
      question: "a",
      status: 0,
      error: "Only the profile's paths of the page's own origin are asked.",
    },
    { question: "b", status: 0, error: "Error: no route" },
  ]);
});

test("a redirect is told and not followed", async () => {
  const { run, fetch, ofKind } = setup();
  fetch.mockImplementationOnce(async (_url, { redirect }) => {
    expect(redirect).toBe("manual");
    return Object.defineProperty(new Response(""), "type", { value: "opaqueredirect" });
  });
  run({ kind: "probe.get", question: "a", path: "/api/projects/p" });
  await vi.waitFor(() => expect(ofKind("probe.answer")).toHaveLength(1));
  expect(ofKind("probe.answer")[0]).toMatchObject({
    status: 0,
    error: expect.stringContaining("redirect") as string,
  });
});

test("a body is kept up to a megabyte", async () => {
  const { run, fetch, ofKind } = setup();
  fetch.mockResolvedValueOnce(new Response("x".repeat(2_000_000)));
  run({ kind: "probe.get", question: "a", path: "/api/projects/p" });
  await vi.waitFor(() => expect(ofKind("probe.answer")).toHaveLength(1));
  expect((ofKind("probe.answer")[0] as { body?: string }).body).toHaveLength(1024 * 1024);
});

test("a source is told, or why it is not", async () => {
  const { run, fetch, replies, said } = setup();
  fetch.mockResolvedValueOnce(new Response("code"));
  fetch.mockResolvedValueOnce(new Response("", { status: 500 }));
  run({ kind: "source.ask", ask: 1, url: "/a.js" });
  run({ kind: "source.ask", ask: 2, url: "/b.js" });
  run({ kind: "source.ask", ask: 3, url: "/api" });
  await vi.waitFor(() => expect(replies).toHaveLength(3));
  expect(replies.toSorted((a, b) => a.ask - b.ask)).toMatchObject([
    { kind: "source.tell", ask: 1, text: "code" },
    { kind: "ask.fail", ask: 2, error: "The server answered with status 500." },
    { kind: "ask.fail", ask: 3 },
  ]);
  expect(said).toEqual([]);
});

test("the settings of a live socket are told over the line and are no event", async () => {
  const { run, replies, context, said, stop: restore, end } = setup();
  stop = restore;
  tapChannel.start(context);
  const client = new RealtimeClient("wss://db.test/realtime/v1", {
    params: { apikey: "the-key" },
    transport: function transport() {} as never,
  });
  const channel = client.channel("room", { config: { private: true } });
  await client.setAuth("the-token");
  run({ kind: "socket.ask", ask: 4, topic: channel.topic });
  run({ kind: "socket.ask", ask: 5, topic: "realtime:other" });
  await vi.waitFor(() => expect(replies).toHaveLength(2));
  expect(replies).toEqual([
    {
      kind: "socket.tell",
      ask: 4,
      url: "wss://db.test/realtime/v1",
      apikey: "the-key",
      token: "the-token",
      private: true,
    },
    { kind: "ask.fail", ask: 5, error: "The page has no channel realtime:other any more." },
  ]);
  expect(JSON.stringify(said)).not.toMatch(/the-(key|token)/);
  end();
  run({ kind: "socket.ask", ask: 6, topic: channel.topic });
  await new Promise((resolve) => setTimeout(resolve));
  expect(replies).toHaveLength(2);
});

test("the taps are taken out once, and that they are is told", async () => {
  const { run, replies, takeOut, end } = setup();
  stop = end;
  run({ kind: "taps.off", ask: 4 });
  await vi.waitFor(() => expect(replies).toEqual([{ kind: "taps.tell", ask: 4 }]));
  expect(takeOut).toHaveBeenCalledTimes(1);
});
