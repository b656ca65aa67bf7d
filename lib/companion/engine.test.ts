import { beforeEach, expect, test, vi } from "vitest";
import type { CompanionCommand, Gates, Seams } from "../capture/seams.ts";
import type { Said } from "../event.ts";
import { runCompanion } from "./engine.ts";
import type { Start } from "./rig.ts";

const target = { fetch: () => "page" };

/** What two switches do in these tests: one replaces a function, one does and raises then. */
const { fake } = vi.hoisted(() => ({ fake: {} as Record<string, Start> }));
vi.mock("./starts.ts", () => ({ starts: fake }));
vi.mock("./bar.ts", () => ({
  createBar: () => ({ show() {}, note() {}, remove() {}, isThere: () => false }),
}));

let said: Said[];
let gates: Gates;
let timers: { at: number; run: () => void }[];
let now: number;
let tell: (command: CompanionCommand | "panel" | "navigation") => void;

beforeEach(() => {
  target.fetch = () => "page";
  [said, gates, timers, now] = [[], {}, [], 0];
  const clock = {
    now: () => now,
    setTimeout: (run: () => void, ms: number) => timers.push({ at: now + ms, run }) - 1,
    clearTimeout: (timer: number) => void (timers[timer] = { at: Infinity, run() {} }),
    queueMicrotask,
  };
  const page = {
    performance: { timeOrigin: 1_000 },
    addEventListener() {},
    removeEventListener() {},
  };
  const seams = {
    ...{ page, clock, gates, say: (one: Said) => said.push(one) },
    onCommand: (run: typeof tell) => (tell = run),
  };
  fake["drop"] = (rig) => {
    rig.replace(target, "fetch", () => () => "ours");
    rig.act("dropped");
    return { arrive: () => "lost" };
  };
  fake["cut"] = (rig) => {
    rig.replace(target, "fetch", () => () => "half");
    throw new Error("broken");
  };
  runCompanion(seams as unknown as Seams);
});

const set = (...ids: string[]) =>
  tell({
    ...{ kind: "companion.set", ask: 0, minutes: 5, language: "en" },
    on: ids.map((id) => ({ id, params: {} })),
  });
const kinds = () => said.map(({ kind }) => kind);
const off = () => said.find((one) => one.kind === "companion.off");

test("what is on stands in the way, and is gone when the last switch is off", () => {
  set("drop");
  expect([target.fetch(), Object.keys(gates).toSorted()]).toEqual(["ours", ["marks", "receive"]]);
  expect(kinds()).toEqual(["companion.on", "companion.act"]);
  set();
  expect([target.fetch(), Object.keys(gates)]).toEqual(["page", []]);
  expect(off()).toEqual({ kind: "companion.off", reason: "switch", restored: true });
});

test("the same again begins nothing anew", () => {
  set("drop");
  set("drop");
  expect(kinds()).toEqual(["companion.on", "companion.act", "companion.on"]);
});

test.each(["panel", "navigation"] as const)("it ends by %s, once", (reason) => {
  set("drop");
  tell(reason);
  tell(reason);
  expect(said.filter(({ kind }) => kind === "companion.off")).toEqual([
    { kind: "companion.off", reason, restored: true },
  ]);
});

test("it ends with its time, and says until when", () => {
  set("drop");
  expect(said[0]).toMatchObject({ ends: 301_000 });
  now = 300_000;
  for (const { at, run } of timers) if (at <= now) run();
  expect(off()).toMatchObject({ reason: "time", restored: true });
});

test("a switch that raises ends all of it, and what it had replaced is back", () => {
  set("drop", "cut");
  expect(target.fetch()).toBe("page");
  expect(off()).toMatchObject({ reason: "error", restored: true });
  expect(Object.keys(gates)).toEqual([]);
});

test("what somebody has put on top is named, and not said to be restored", () => {
  set("drop");
  const theirs = () => "theirs";
  target.fetch = theirs;
  set();
  expect(off()).toMatchObject({ restored: false, left: ["Object.fetch"] });
});

test("what is no switch is not switched on", () => {
  set("drop", "nothing");
  expect(said).toEqual([]);
});
