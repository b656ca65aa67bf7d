import { expect, test } from "vitest";
import { OptimisticQueue } from "./queue.ts";

type Moment = "answer" | "answer again" | "INSERT" | "INSERT again" | "UPDATE";
const moments: Moment[] = ["answer", "answer again", "INSERT", "INSERT again", "UPDATE"];

/** Every order of every choice of moments. */
function* orders(rest: Moment[], taken: Moment[] = []): Generator<Moment[]> {
  yield taken;
  for (const next of rest) {
    yield* orders(
      rest.filter((each) => each !== next),
      [...taken, next],
    );
  }
}

/** What the page is given, as a queue that puts each INSERT in front of what it has and replaces by UPDATE. */
function play(order: Moment[]): { given: string[]; status: string | undefined } {
  const queue = new OptimisticQueue();
  const given: string[] = [];
  let status: string | undefined;
  for (const moment of order) {
    const [name] = moment.split(" ") as [string];
    if (name === "answer") {
      if (!queue.answered("j")) continue;
      given.push("ours");
      status = "pending";
      continue;
    }
    const fate = queue.changed("j", name as "INSERT" | "UPDATE");
    if (fate === "leave-out") continue;
    given.push(name);
    status = name === "UPDATE" ? "completed" : "pending";
    if (fate !== "repeat") continue;
    given.push("repeated");
    status = "completed";
  }
  return { given, status };
}

const all = [...orders(moments)].filter((order) => order.length > 0);

test(`in each of the ${all.length} orders ours comes once at most, and only where nothing real was there`, () => {
  for (const order of all) {
    const { given } = play(order);
    const ours = given.indexOf("ours");
    expect(given.lastIndexOf("ours")).toBe(ours);
    if (ours >= 0) expect([order, ours]).toEqual([order, 0]);
    const firstReal = order.findIndex((moment) => !moment.startsWith("answer"));
    const firstAnswer = order.findIndex((moment) => moment.startsWith("answer"));
    const isFirst = firstAnswer >= 0 && (firstReal < 0 || firstAnswer < firstReal);
    expect([order, ours >= 0]).toEqual([order, isFirst]);
  }
});

test("an UPDATE is never undone, by ours or by an INSERT that comes after it", () => {
  for (const order of all.filter((each) => each.includes("UPDATE"))) {
    expect([order, play(order).status]).toEqual([order, "completed"]);
  }
});

test("without an answer the page gets every change as it came", () => {
  for (const order of all.filter((each) => each.every((one) => !one.startsWith("answer")))) {
    const given = play(order).given.filter((each) => each !== "repeated");
    expect(given).toEqual(order.map((moment) => moment.split(" ")[0]));
  }
});

test("two jobs do not know of each other, and a double click is two jobs", () => {
  const queue = new OptimisticQueue();
  expect([queue.answered("a"), queue.answered("b")]).toEqual([true, true]);
  expect(queue.changed("b", "INSERT")).toBe("leave-out");
  expect([queue.isUnconfirmed("a"), queue.isUnconfirmed("b")]).toEqual([true, false]);
});

test("only what nothing confirmed is rolled back, once", () => {
  const queue = new OptimisticQueue();
  queue.answered("a");
  queue.answered("b");
  queue.changed("b", "UPDATE");
  expect([queue.rolledBack("a"), queue.rolledBack("a"), queue.rolledBack("b")]).toEqual([
    true,
    false,
    false,
  ]);
  // What comes after all is shown.
  expect(queue.changed("a", "INSERT")).toBe("pass");
});
