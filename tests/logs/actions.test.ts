import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { snapshot } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { conclude } from "../../lib/store.ts";
import { Page } from "./build.ts";
import { hops, play, ready } from "./play.ts";

/** The first step of a job whose action got an answer that a real Next gave. */
interface Answer {
  status: number;
  headers: Record<string, string>;
  chunks: string[];
}
const FOLDER = new URL("../../lib/chain/flights/", import.meta.url);
const read = (file: string) =>
  JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Record<string, Answer>;

function first({ status, headers, chunks }: Answer, change: object = {}) {
  const page = new Page();
  ready(page);
  hops.action(page, play(), status, chunks.join(""));
  const events = page.events.map((event) =>
    event.kind === "fetch.end" && event.status === status
      ? ({ ...event, headers, ...change } as CaptureEvent)
      : event,
  );
  const { jobs } = snapshot(conclude(events));
  expect(jobs).toHaveLength(1);
  const { create, verdict } = jobs[0]!;
  return { step: create[0]!, verdict };
}

describe.each(readdirSync(FOLDER))("%s", (file) => {
  const { unknown, ...answers } = read(file);
  const of = (name: string) => first(answers[name]!);

  test.each(["v1", "v1Long", "v1Late", "v1Shared", "v2Late", "failsLate"])(
    "%s is a job",
    (name) => {
      const { step, verdict } = of(name);
      expect([step.status, verdict.step]).toEqual(["observed", undefined]);
    },
  );

  test.each([
    ["fails", "digest"],
    ["refuses", "no credits"],
    ["misses", "notFound()"],
    ["redirects", "redirected to /elsewhere"],
    ["otherOnBrokenPage", "no job id"],
  ])("%s is told as what it is", (name, words) => {
    const { step, verdict } = of(name);
    expect(step.status).toBe("failed");
    expect(verdict.sentence).toContain(words);
  });

  test("an action of another deployment is told as that", () => {
    if (file.includes("-14.")) expect(unknown).toBeUndefined();
    else expect(first(unknown!).verdict.sentence).toContain("another deployment");
  });

  test("a page in place of an answer is told as that", () => {
    const body = "<!DOCTYPE html><title>Sign in</title>";
    const { verdict } = first(answers.v1!, { type: "text/html; charset=utf-8", body });
    expect(verdict.sentence).toContain("with a page, not with a result");
  });

  test("an answer of which a part was left out is not said to hold no id", () => {
    const body = answers.otherOnBrokenPage!.chunks.join("").slice(0, 10);
    const { step } = first(answers.otherOnBrokenPage!, { body, cut: 1_000 });
    expect(step.status).not.toBe("failed");
  });
});
