import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createContext } from "./context.fixture.ts";
import { looker, type Root } from "./look.ts";
import { defaultOptions } from "./options.ts";
import type { Fiber } from "./walk.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const rootWith = (memoizedProps: unknown): Root => ({
  current: {
    type: "div",
    key: null,
    memoizedProps,
    memoizedState: null,
    alternate: null,
    child: null,
    sibling: null,
  } satisfies Fiber,
});

function setup() {
  const page = {
    performance: { now: () => Date.now() },
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
  };
  const tap = createContext(page);
  const commit = looker(tap.context);
  const tell = (id: string) =>
    tap.context.needles.watchChange(
      { operation: "INSERT", shape: "own", table: "fal_jobs", record: { id }, oldRecord: null },
      "realtime:fal_jobs:ada",
      defaultOptions,
    );
  return { ...tap, commit, tell, needles: tap.context.needles };
}

test("nothing is expected and no timer runs until a handler is told, and none runs after the look", () => {
  const { commit, tell, ofKind, needles } = setup();
  commit(rootWith({ id: "early" }));
  needles.watchJob("from an action");
  expect(vi.getTimerCount()).toBe(0);
  tell("j");
  commit(rootWith({ id: "j" }));
  vi.advanceTimersByTime(900);
  expect(ofKind("react.look")).toMatchObject([
    {
      needles: ["j"],
      hits: [{ needle: "j", where: "props", component: "div" }],
      fibers: 2,
      commits: 1,
    },
  ]);
  expect(vi.getTimerCount()).toBe(0);
  tell("j");
  vi.advanceTimersByTime(900);
  expect(ofKind("react.look")).toHaveLength(2);
});

test("what a commit held meanwhile is not looked for; each needle has its own time", () => {
  const { commit, tell, ofKind, needles } = setup();
  commit(rootWith({}));
  tell("a");
  vi.advanceTimersByTime(500);
  tell("b");
  needles.found("commit", "a");
  vi.advanceTimersByTime(400);
  expect(ofKind("react.look")).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(ofKind("react.look")).toMatchObject([{ needles: ["b"], hits: [], commits: 0 }]);
});

test("what is told twice is looked for when the first was due, and again for the second", () => {
  const { commit, tell, ofKind } = setup();
  const root = rootWith({});
  commit(root);
  tell("j");
  vi.advanceTimersByTime(700);
  tell("j");
  commit(root);
  vi.advanceTimersByTime(150);
  expect(ofKind("react.look")).toMatchObject([{ needles: ["j"], commits: 1 }]);
  commit(root);
  vi.advanceTimersByTime(800);
  expect(ofKind("react.look")).toMatchObject([{ commits: 1 }, { needles: ["j"], commits: 2 }]);
  expect(vi.getTimerCount()).toBe(0);
});

test("an answer is expected in a commit once its URL is new to the page", () => {
  const { commit, ofKind, needles } = setup();
  commit(rootWith({}));
  needles.answered(["u"]);
  needles.found("commit", "u");
  needles.answered(["u"]);
  vi.advanceTimersByTime(2_000);
  expect(ofKind("react.look")).toEqual([]);
});

test("a page without React is not said to lack anything; a tap that is off looks no more", () => {
  const { tell, ofKind, stop } = setup();
  tell("j");
  vi.advanceTimersByTime(900);
  expect(ofKind("react.look")).toEqual([]);
  tell("k");
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
