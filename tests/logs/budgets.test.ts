import { expect, test } from "vitest";
import { Page } from "./build.ts";
import { arrived, created, finished, hops, play, ready } from "./play.ts";
import { createHopscope } from "../../lib/store.ts";
import { learnBudgets } from "../../lib/chain/budgets.ts";
import { imageProfile, withBudgets } from "../../lib/chain/profile.ts";

/** Jobs whose results come `wait` ms after they were made. */
function jobs(count: number, wait: number) {
  const page = new Page();
  ready(page);
  for (let n = 1; n <= count; n++) {
    const job = play(n);
    created(page, job);
    page.now += wait - 4_000;
    finished(page, job);
    arrived(page, [job]);
  }
  const hopscope = createHopscope();
  hopscope.getState().append(page.events);
  return hopscope.getState().jobs;
}

const sum = (budgets: Partial<Record<string, number>>, steps: string[]) =>
  steps.reduce((total, step) => total + (budgets[step] ?? 0), 0);

test("a slow provider gets three times what 19 of 20 jobs took, spread over the steps nobody sees", () => {
  const budgets = learnBudgets(jobs(30, 25_000), imageProfile);
  const total = sum(budgets, ["U1", "U2", "U3", "U4", "U5"]);
  expect(total).toBeGreaterThan(74_000);
  expect(total).toBeLessThan(76_000);
});

test("a fast app gets no less than a quarter of the profile's budgets", () => {
  const { C6 } = learnBudgets(jobs(30, 4_000), imageProfile);
  expect(C6).toBe(imageProfile.steps.C6.budget / 4);
});

test("too few healthy jobs teach nothing", () => {
  expect(learnBudgets(jobs(19, 4_000), imageProfile)).toEqual({});
});

test("broken jobs teach nothing", () => {
  const page = new Page();
  ready(page, false);
  for (let n = 1; n <= 30; n++) {
    created(page, play(n));
    finished(page, play(n));
  }
  const hopscope = createHopscope();
  hopscope.getState().append(page.events);
  hopscope.getState().tick(page.now + 60_000);
  expect(hopscope.getState().jobs.every(({ verdict }) => verdict.kind === "broken")).toBe(true);
  expect(learnBudgets(hopscope.getState().jobs, imageProfile)).toEqual({});
});

test("a hop is late by its own budget", () => {
  const page = new Page();
  ready(page);
  hops.action(page, play());
  const status = (budgets: object) => {
    const hopscope = createHopscope({ profile: withBudgets(imageProfile, budgets) });
    hopscope.getState().append(page.events);
    hopscope.getState().tick(page.now + 3_000);
    return hopscope.getState().jobs[0]?.create.find(({ step }) => step === "C3")?.status;
  };
  expect(status({})).toBe("waiting");
  expect(status({ C3: 500, C4: 500, C5: 500 })).toBe("late");
});
