import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { projects } from "../db/seed.ts";
import { interceptor } from "../intercept.ts";
import type { Lab } from "../lib/lab.ts";
import { openLab } from "../open.ts";
import type { FaultName } from "../scenarios.ts";
import { serveRoutes } from "./app.ts";
import {
  askPicture,
  contentOf,
  framesOf,
  generate,
  HEARTBEAT,
  join,
  openTab,
  provider,
  scenarioOf,
  TOPICS,
} from "./play.ts";

vi.mock("next/headers", () => import("./signed-in.ts"));

let lab: Lab;
let work: { done: Promise<void> };
let close: () => Promise<void>;

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  const opened = await openLab({ realtimePort: 0, deniedHoldMs: 5 });
  ({ lab } = opened);
  const routes = await serveRoutes(lab);
  work = provider(lab);
  close = async () => {
    await routes.close();
    await opened.close();
  };
});
afterAll(() => close());

async function use(...faults: FaultName[]): Promise<void> {
  await lab.use(scenarioOf(faults, "v1"));
  await lab.reset();
}
beforeEach(() => use());

const statusOfJob = async () => {
  const { rows } = await lab.db.query<{ status: string }>("select status from public.fal_jobs");
  return rows[0]?.status;
};
const reply = async (tab: Awaited<ReturnType<typeof openTab>>) =>
  JSON.parse(String(await tab.next())) as unknown[];

test("a held webhook goes on when it is switched off, and then a held project does", async () => {
  await use("webhook.held", "project.held");
  await generate(lab);
  expect(await statusOfJob()).toBe("pending");
  await lab.turn({ off: ["webhook.held"] });
  await lab.reached("U3");
  expect(await statusOfJob()).toBe("completed");
  expect(await askPicture(lab)).toBe("no picture");
  await lab.turn({ off: ["project.held"] });
  await work.done;
  expect(await askPicture(lab)).toBe("picture");
});

test("another scenario leaves nothing of what was held or waited for", async () => {
  await use("webhook.held");
  await generate(lab);
  const waiting = lab.reached("U7");
  await use();
  await work.done;
  expect(await waiting).toBe(false);
  expect(await statusOfJob()).toBeUndefined();
  expect(await askPicture(lab)).toBe("no picture");
});

test("a connection that goes half open misses what a new one gets", async () => {
  const tab = await openTab(lab);
  await join(tab, TOPICS.jobs);
  await lab.turn({ on: ["realtime.half-open"] });
  const fresh = await openTab(lab);
  await join(fresh, TOPICS.jobs);
  await join(fresh, "realtime:sentinel", false);
  await generate(lab);
  await work.done;
  expect(await framesOf(fresh, lab)).toEqual([
    "fal_jobs INSERT pending",
    "fal_jobs UPDATE completed",
  ]);
  await use();
  expect([await tab.closed, tab.unread]).toEqual([1006, 0]);
  fresh.close();
});

test("a Realtime that goes down cuts tabs and lets them in again when it is back", async () => {
  const tab = await openTab(lab);
  await lab.turn({ on: ["realtime.down"] });
  expect(await tab.closed).toBe(1006);
  await expect(openTab(lab)).rejects.toThrow("socket hang up");
  await lab.turn({ off: ["realtime.down"] });
  const again = await openTab(lab);
  expect(await join(again, TOPICS.jobs)).toBe("ok");
  again.close();
});

test("over the message rate topics are closed and the database's frames are dropped", async () => {
  const tab = await openTab(lab);
  await join(tab, TOPICS.jobs);
  await lab.turn({ on: ["realtime.rate-limited"] });
  expect((await reply(tab))[4]).toMatchObject({ event: "progress" });
  expect((await reply(tab))[4]).toMatchObject({ message: "Too many messages per second" });
  expect((await reply(tab))[3]).toBe("phx_close");
  const later = await openTab(lab);
  await join(later, TOPICS.jobs);
  await generate(lab);
  await work.done;
  later.send(HEARTBEAT);
  expect((await reply(later))[1]).toBe("beat");
  await use();
  await join(later, "realtime:sentinel", false);
  await generate(lab);
  await work.done;
  expect(await framesOf(later, lab)).toHaveLength(2);
  later.close();
  tab.close();
});

const OVER = "ChannelRateLimitReached: Too many channels";
test.each([
  ["realtime.no-channels", [OVER, OVER]],
  ["realtime.one-channel", ["ok", OVER]],
] as const)("with %s the joins are answered %j", async (fault, answers) => {
  await use(fault);
  const tab = await openTab(lab);
  const joined = [await join(tab, TOPICS.jobs), await join(tab, TOPICS.project)];
  expect(joined).toEqual(answers);
  await use();
  expect(await join(tab, TOPICS.project)).toBe("ok");
  tab.close();
});

test("a short token is not refreshed", async () => {
  const ask = async () => (await fetch(`${lab.origin}/api/token`, { method: "POST" })).status;
  expect(await ask()).toBe(200);
  await use("realtime.short-token");
  expect(await ask()).toBe(503);
});

test("today's partition may go away while a tab is joined", async () => {
  const tab = await openTab(lab);
  await join(tab, TOPICS.jobs);
  await lab.turn({ on: ["db.partition-missing"] });
  await generate(lab);
  await work.done;
  expect(await framesOf(tab, lab)).toEqual([]);
  const { rows } = await lab.db.query("select from realtime.messages");
  expect(rows).toEqual([]);
  expect(await statusOfJob()).toBe("completed");
  tab.close();
});

test("a broadcast before the commit comes while the API still answers the old project", async () => {
  await use("project.broadcast-before-commit", "db.projects-trigger-dropped");
  const tab = await openTab(lab);
  await join(tab, TOPICS.project);
  await generate(lab);
  expect(String(await tab.next())).toContain('"generated"');
  expect(await askPicture(lab)).toBe("no picture");
  await work.done;
  expect(await askPicture(lab)).toBe("picture");
  await join(tab, "realtime:sentinel", false);
  expect(await framesOf(tab, lab)).toEqual([]);
  tab.close();
});

test("a slow autosave of an old copy takes the picture away again", async () => {
  await use("client.autosave-old-copy", "project-api.slow-autosave");
  const body = JSON.stringify({ content: await contentOf(lab) });
  const saved = fetch(`${lab.origin}/api/projects/${projects.ada}`, { method: "PUT", body });
  const tab = await openTab(lab);
  await join(tab, TOPICS.project);
  await join(tab, "realtime:sentinel", false);
  await generate(lab);
  await work.done;
  expect((await saved).status).toBe(200);
  expect(await framesOf(tab, lab)).toEqual([
    "projects UPDATE picture",
    "projects UPDATE no picture",
  ]);
  expect(await askPicture(lab)).toBe("no picture");
  tab.close();
});

test("the browser is allowed to keep the project only with the fault", async () => {
  const policy = async () =>
    (await fetch(`${lab.origin}/api/projects/${projects.ada}`)).headers.get("cache-control");
  expect(await policy()).toBe("no-store");
  await use("project-api.http-cache");
  expect(await policy()).toBe("private, max-age=300");
});

test("what stands between browser and app breaks actions and pages, and nothing else", async () => {
  const intercept = interceptor({ lab });
  const server = createServer((request, response) => {
    if (intercept(request, response) === "passed") response.end("the app");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = () => fetch(`${origin}/projects/1`);
  const action = () =>
    fetch(`${origin}/projects/1`, { method: "POST", headers: { "next-action": "1" } });
  const passes = async (answer: Response) => expect(await answer.text()).toBe("the app");

  await passes(await action());
  await use("action.connection-lost");
  await expect(action()).rejects.toThrow("fetch failed");
  await passes(await page());
  await use("action.500");
  expect((await action()).status).toBe(500);
  await passes(await page());
  await use("image.csp");
  expect((await page()).headers.get("content-security-policy")).toBe("img-src data:");
  await use("project-api.http-cache");
  expect((await page()).headers.get("clear-site-data")).toBeNull();
  await use();
  expect((await page()).headers.get("clear-site-data")).toBe('"cache"');
  expect((await page()).headers.get("clear-site-data")).toBeNull();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
