/** What the companion gave to a page is no evidence, and what it kept from one is no absence. */
import { expect, test } from "vitest";
import { snapshot } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent, Said } from "../../lib/event.ts";
import { conclude } from "../../lib/store.ts";
import { KEY, Page } from "./build.ts";
import { hops, idOf, play, ready } from "./play.ts";

const job = play();

/** A log up to the action's answer, with a fix on. */
function begun(fix: string): Page {
  const page = new Page();
  ready(page);
  page.say(10, { kind: "companion.on", on: [{ id: fix, params: {} }], ends: page.now + 900_000 });
  hops.action(page, job);
  return page;
}
const act = (
  page: Page,
  what: string,
  more: Partial<Extract<Said, { kind: "companion.act" }>> = {},
) =>
  page.say(1, { kind: "companion.act", switch: "optimistic-queue", what, job: idOf(1), ...more });

const said = (events: readonly CaptureEvent[]) => {
  const [only, ...more] = snapshot(conclude(events)).jobs;
  expect(more).toEqual([]);
  return only!;
};
const statusOf = (of: ReturnType<typeof said>, step: string) =>
  [...of.create, ...of.update].find((each) => each.step === step)?.status;

test("a row that only the companion showed proves no step: the frame is still missing", () => {
  const page = begun("optimistic-queue");
  act(page, "inserted");
  hops.queued(page, job);
  const found = said(page.events);
  expect(found.verdict).toMatchObject({ kind: "broken" });
  expect(["C5", "C6", "C7"].map((step) => statusOf(found, step))).not.toContain("observed");
  expect(found.companion).toEqual(["optimistic-queue"]);
});

test("a row that was left out because the page had it is no failure of its handler", () => {
  const page = begun("optimistic-queue");
  act(page, "inserted");
  hops.queued(page, job);
  hops.inserted(page, job);
  act(page, "left out", { event: "INSERT" });
  const frame = hops.completed(page, job);
  hops.updateHandled(page, frame);
  const found = said(page.events);
  expect(statusOf(found, "C5")).toBe("observed");
  expect(["missing", "failed"]).not.toContain(statusOf(found, "C6"));
  expect(["missing", "failed"]).not.toContain(statusOf(found, "C7"));
});

/** Up to the project's frame and its handler, which asks for nothing. */
function untilSaved(): Page {
  const page = begun("revalidate-right");
  hops.insertHandled(page, hops.inserted(page, job));
  hops.queued(page, job);
  hops.updateHandled(page, hops.completed(page, job));
  hops.saveHandled(page, hops.saved(page, [job]));
  return page;
}

test("a picture that a fix's mutate brought is rescued by it, and not a step of the app's", () => {
  const page = untilSaved();
  page.say(1, {
    ...{ kind: "cache.mutate", cache: 1, mutation: 0, key: KEY, form: "global" },
    ...{ hasData: false, blanks: false, injected: true },
  });
  hops.revalidated(page, [job]);
  hops.shown(page, job);
  const { verdict } = said(page.events);
  expect(verdict.kind).toBe("rescued");
  expect(verdict.title).toContain("a fix of the companion");
});

test("the same mutate of the app itself is its own, whatever is on", () => {
  const page = untilSaved();
  hops.mutated(page);
  hops.revalidated(page, [job]);
  hops.shown(page, job);
  const { verdict, companion } = said(page.events);
  expect(verdict.kind).toBe("complete");
  expect(companion).toEqual(["revalidate-right"]);
});

test("a job that ran when all was off names no switch", () => {
  const page = new Page();
  ready(page);
  page.say(10, { kind: "companion.on", on: [{ id: "drop", params: {} }], ends: 0 });
  page.say(10, { kind: "companion.off", reason: "switch", restored: true });
  hops.action(page, job);
  expect(said(page.events).companion).toBeUndefined();
});

test("an injected frame is none, a rehearsed one is as every other", () => {
  const [injected, rehearsed] = (["injected", "rehearsed"] as const).map((mark) => {
    const page = begun("drop");
    hops.inserted(page, job);
    const last = page.events.at(-1) as Extract<CaptureEvent, { kind: "frame.in" }>;
    last[mark] = true;
    return statusOf(said(page.events), "C5");
  });
  expect(rehearsed).toBe("observed");
  expect(injected).not.toBe("observed");
});
