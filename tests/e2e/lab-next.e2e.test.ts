import { afterAll, beforeAll, expect, test } from "vitest";
import { projects } from "../../lab/db/seed.ts";
import { startLab } from "../../lab/server.ts";
import { setScenario } from "../../scripts/play.ts";

let lab: Awaited<ReturnType<typeof startLab>>;
let cookie: string;

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  lab = await startLab({ port: 0, realtimePort: 0 });
  const body = new URLSearchParams({ user: "ada" });
  const signedIn = await fetch(`${lab.url}/api/login`, {
    method: "POST",
    body,
    redirect: "manual",
  });
  cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
});
afterAll(() => lab.close());

const path = `/projects/${projects.ada}`;
const ask = (to: string, init: RequestInit = {}) =>
  fetch(lab.url + to, { ...init, headers: { cookie } });

async function firstPosition(): Promise<unknown> {
  const { content } = (await (await ask(`/api${path}`)).json()) as {
    content: { nodes: { position: unknown }[] };
  };
  return content.nodes[0]?.position;
}

const moveTo = (x: number) =>
  ask(`/api${path}`, {
    method: "PUT",
    body: JSON.stringify({ positions: { "node-1": { x, y: 0 } } }),
  });

async function turn(fault: string): Promise<number> {
  const body = JSON.stringify({ on: [fault] });
  return (await ask("/lab/fault", { method: "POST", body })).status;
}

test("Next's data cache gives what it kept, and nothing of an earlier scenario", async () => {
  for (const scenario of ["project-api-data-cache-v1", "project-api-data-cache-v2"]) {
    await setScenario(lab.url, scenario);
    expect(await firstPosition()).toEqual({ x: 0, y: 0 });
    await moveTo(500);
    expect(await firstPosition()).toEqual({ x: 0, y: 0 });
  }
  await setScenario(lab.url, "healthy-v1");
  await moveTo(500);
  expect(await firstPosition()).toEqual({ x: 500, y: 0 });
  expect(await turn("project-api.data-cache")).toBe(200);
  await firstPosition();
  await moveTo(600);
  expect(await firstPosition()).toEqual({ x: 500, y: 0 });
});

test("the page is told to beat faster, or when its token is over", async () => {
  await setScenario(lab.url, "healthy-v1");
  const page = async () => (await ask(path)).text();
  expect(await page()).not.toContain("heartbeatMs");
  expect(await turn("realtime.fast-heartbeat")).toBe(200);
  expect(await page()).toMatch(/heartbeatMs\W+2000/);
});

test("a fault that is not there is refused", async () => {
  expect(await turn("realtime.no-such-fault")).toBe(404);
});

test("waiting for a step ends when the log has it", async () => {
  await setScenario(lab.url, "healthy-v1");
  const body = JSON.stringify({ step: "U8" });
  const waited = ask("/lab/wait", { method: "POST", body });
  await moveTo(700);
  expect((await waited).status).toBe(200);
});
