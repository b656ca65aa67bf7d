import { expect, test } from "vitest";
import { walk, type Fiber } from "./walk.ts";

function fiber(given: Partial<Fiber>, ...children: Fiber[]): Fiber {
  children.forEach((child, index) => {
    child.sibling = children[index + 1] ?? null;
  });
  return {
    type: null,
    key: null,
    memoizedProps: {},
    memoizedState: null,
    alternate: null,
    child: children[0] ?? null,
    sibling: null,
    ...given,
  };
}
const hook = (memoizedState: unknown, next: unknown = null) => ({
  memoizedState,
  next,
  queue: null,
});
const still = () => 0;
const find = (root: Fiber, ...needles: string[]) => walk(root, new Set(needles), still).hits;

test("a needle is found in new props, in a key and in changed state, with the component's name", () => {
  function QueueItem() {}
  expect(
    find(fiber({}, fiber({ type: QueueItem, memoizedProps: { job: { id: "j" } } })), "j"),
  ).toEqual([{ needle: "j", where: "props", component: "QueueItem" }]);
  expect(find(fiber({ type: { render: QueueItem }, key: "j" }), "j")).toEqual([
    { needle: "j", where: "props", component: "QueueItem" },
  ]);
  const state = hook("same", hook([{ id: "j" }]));
  expect(find(fiber({ memoizedState: state }), "j")).toEqual([{ needle: "j", where: "state" }]);
});

test("what did not change is not searched", () => {
  const job = { id: "j" };
  const child = fiber({ memoizedProps: { job } });
  const before = fiber({ memoizedProps: { job }, memoizedState: hook(job) }, child);
  const bailedOut = fiber({ ...before, alternate: before });
  expect(find(bailedOut, "j")).toEqual([]);
  const other = fiber({
    alternate: before,
    memoizedProps: { job, more: 1 },
    memoizedState: hook(job, hook(1)),
  });
  expect(find(other, "j")).toEqual([]);
});

test("no getter runs", () => {
  const props = {
    get data(): string {
      throw new Error("read");
    },
  };
  expect(find(fiber({ memoizedProps: { props } }), "j")).toEqual([]);
});

test("a tree that is too large, or takes too long, is said to be unknown", () => {
  const children = Array.from({ length: 5_000 }, () => fiber({}));
  const { hits, fibers, exhausted } = walk(fiber({}, ...children), new Set(["j"]), still);
  expect([hits, fibers <= 4_001, exhausted]).toEqual([[], true, true]);
  let clock = 0;
  const slow = walk(fiber({}, ...children), new Set(["j"]), () => clock++);
  expect([slow.exhausted, slow.fibers < 500]).toEqual([true, true]);
});
