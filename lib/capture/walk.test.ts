import { expect, test } from "vitest";
import { look, walk, type Fiber } from "./walk.ts";

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

test("a look finds what no commit changed: in hooks, refs, classes and props", () => {
  class Queue {
    static displayName = "Queue";
    kept = [{ id: "kept" }];
    props = { id: "not mine" };
  }
  function Item() {}
  const effect = { tag: 9, create: () => {}, deps: [{ id: "effect" }], next: null };
  const state = hook([{ id: "state" }], hook({ current: { id: "ref" } }, hook(effect)));
  const same = (given: Partial<Fiber>, ...children: Fiber[]) => {
    const made = fiber(given, ...children);
    made.alternate = { ...made };
    for (const child of children) child.return = made;
    return made;
  };
  const text = same({ type: "li", memoizedProps: { "data-job": "tag" } });
  const item = same({ type: Item, memoizedState: state }, text);
  const queue = same({ type: Queue, stateNode: new Queue(), memoizedState: { id: "class" } }, item);
  const needles = new Set(["kept", "not mine", "effect", "state", "ref", "tag", "class"]);
  expect(walk(queue, needles, still).hits).toEqual([]);
  const { hits, fibers } = look([queue], needles, still);
  // Once for whatever holds a needle, once for the keys and props that render what a state holds.
  expect(fibers).toBe(6);
  expect(hits).toEqual([
    { needle: "class", where: "state", component: "Queue", kept: true },
    { needle: "kept", where: "state", component: "Queue", kept: true },
    { needle: "state", where: "state", component: "Item", kept: true },
    { needle: "ref", where: "state", component: "Item", kept: true },
    { needle: "tag", where: "props", component: "Item" },
  ]);
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

test("a look tells what a state holds and nothing renders from what has a key or props of its own", () => {
  const List = (): null => null;
  const state = { memoizedState: ["shown", "hidden"], queue: null, next: null };
  const row = fiber({ type: "li", key: "shown" });
  const rows = fiber({ type: List, memoizedProps: { ids: ["shown", "hidden"] } }, row);
  const list = fiber({ type: List, memoizedState: state }, rows);
  row.return = rows;
  rows.return = list;
  const { hits } = look([list], new Set(["shown", "hidden"]), still);
  expect(hits).toEqual([
    { needle: "shown", where: "state", component: "List", kept: true },
    { needle: "hidden", where: "state", component: "List", kept: true },
    { needle: "shown", where: "props", component: "li" },
  ]);
});

test("a state that the last render brought is not kept", () => {
  const List = (): null => null;
  const single = (value: unknown) => ({ memoizedState: value, queue: null, next: null });
  const list = fiber({ type: List, memoizedState: single(["j"]) });
  list.alternate = { ...list, memoizedState: single([]) };
  expect(look([list], new Set(["j"]), still).hits).toEqual([
    { needle: "j", where: "state", component: "List" },
  ]);
});
