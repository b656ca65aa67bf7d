import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { snapshot, type Snapshot } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { createHopscope, horizon } from "../../lib/store.ts";
import { formatTrace, parseTrace } from "../../lib/trace/file.ts";
import { order } from "../../lib/chain/rules/order.ts";
import type { Text } from "../../lib/chain/text.ts";
import { cases } from "./cases.ts";

/** The end of a log: the last event and the time in which all that is due becomes missing. */
function read(batches: CaptureEvent[][]): Snapshot {
  const hopscope = createHopscope();
  for (const batch of batches) hopscope.getState().append(batch);
  hopscope.getState().tick(hopscope.getState().now + horizon());
  return snapshot(hopscope.getState());
}

describe.each(Object.entries(cases))("%s", (_, { events, verdicts }) => {
  test("gets its verdict", () => {
    const { jobs } = read([events]);
    expect(jobs.map(({ verdict }) => verdict)).toMatchObject(verdicts);
    expect(jobs).toHaveLength(verdicts.length);
  });

  test("has at most one red step a job, and an interval names no step", () => {
    for (const { create, update, verdict } of read([events]).jobs) {
      const red = [...create, ...update].filter(
        ({ status }) => status === "failed" || status === "missing",
      );
      expect(red.length).toBeLessThanOrEqual(1);
      if (verdict.kind === "complete") expect(red).toEqual([]);
      if (verdict.between) expect(verdict.step).toBeUndefined();
      else if (verdict.kind === "broken")
        expect(red.map(({ step }) => step)).toEqual([verdict.step]);
    }
  });

  test("names only events of the log as evidence", () => {
    const ids = new Set(events.map(({ id }) => id));
    for (const { create, update } of read([events]).jobs) {
      for (const { evidence } of [...create, ...update])
        expect(evidence.filter((id) => !ids.has(id))).toEqual([]);
    }
  });

  test("gets it in any order, any batches and with duplicates", () => {
    const expected = read([events]);
    const shuffled = fc.shuffledSubarray(events, { minLength: events.length });
    const some = fc.subarray(events);
    fc.assert(
      fc.property(shuffled, some, fc.integer({ min: 1, max: 40 }), (mixed, again, size) => {
        const log = [...mixed, ...again];
        const batches = Array.from({ length: Math.ceil(log.length / size) }, (_batch, i) =>
          log.slice(i * size, (i + 1) * size),
        );
        expect(read(batches)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test("gets it while time passes between the events", () => {
    const hopscope = createHopscope();
    for (const event of events) {
      hopscope.getState().append([event]);
      hopscope.getState().tick(event.at + 1);
    }
    hopscope.getState().tick(hopscope.getState().now + horizon());
    expect(snapshot(hopscope.getState())).toEqual(read([events]));
  });

  test("survives being written to a trace and read back", () => {
    expect(read([parseTrace(formatTrace(events)).events])).toEqual(read([events]));
  });
});

/** All rules that a snapshot speaks of. */
const said = ({ jobs, notices }: Snapshot): string[] => [
  ...jobs.flatMap(({ verdict }) => [
    ...(verdict.rule ? [verdict.rule] : []),
    ...verdict.candidates.map(({ rule }) => rule),
  ]),
  ...notices.map(({ rule }) => rule),
];

const claims = Object.entries(cases).filter(([, { fires, silent }]) => fires ?? silent);

test.each(claims)("%s: the rule it is for speaks, the one it looks like does not", (_, log) => {
  const spoken = said(read([log.events]));
  if (log.fires) expect(spoken).toContain(log.fires);
  if (log.silent) expect(spoken).not.toContain(log.silent);
});

test("every rule of the catalogue has a log where it fires and a look-alike where it is silent", () => {
  const numbers = order.map(({ id }) => id).filter((id) => /^R\d\d$/.test(id));
  const logs = Object.values(cases);
  const without = numbers.filter(
    (id) => !logs.some(({ fires }) => fires === id) || !logs.some(({ silent }) => silent === id),
  );
  expect(without).toEqual([]);
});

test("every rule speaks English and Portuguese, in the verdict, the fix and the check", () => {
  const texts: Text[] = order.map(({ title }) => title);
  for (const { events } of Object.values(cases)) {
    const hopscope = createHopscope();
    hopscope.getState().append(events);
    hopscope.getState().tick(hopscope.getState().now + horizon());
    const { jobs, notices } = hopscope.getState();
    for (const { title, sentence, check } of [...jobs.map(({ verdict }) => verdict), ...notices]) {
      texts.push(title, sentence, ...(check ? [check.text] : []));
    }
  }
  expect(texts.filter((text) => typeof text === "string" && / /.test(text))).toEqual([]);
});

test("no sentence, fix or check has a hole where a name should be", () => {
  const texts = Object.values(cases).flatMap(({ events }) => {
    const { jobs, notices } = read([events]);
    return [
      ...jobs.map(({ verdict }) => JSON.stringify(verdict)),
      ...notices.map(({ sentence }) => sentence),
    ];
  });
  // What the app itself threw or passed may be undefined.
  const own = texts.map((text) => text.replaceAll(/“.*?”|, undefined,/g, ""));
  expect(own.filter((text) => /undefined|NaN|\[object/.test(text))).toEqual([]);
});

test("every fix can be copied: what is known is written out, and nothing is left to be filled in", () => {
  const lines = Object.values(cases)
    .flatMap(({ events }) =>
      read([events]).jobs.flatMap(({ verdict: { fix } }) => (fix ? [fix] : [])),
    )
    .flatMap((fix) => fix.lines);
  expect(lines.filter(({ text }) => text.includes("…"))).toEqual([]);
});

test.each(["healthy v1", "healthy v2", "20 jobs interleaved", "reload in the middle"])(
  "%s is never more than late on the way",
  (name) => {
    const hopscope = createHopscope();
    for (const event of cases[name]!.events) {
      hopscope.getState().append([event]);
      for (const { verdict } of snapshot(hopscope.getState()).jobs) {
        expect(["running", "complete"]).toContain(verdict.kind);
      }
    }
  },
);

test("all 19 steps of a healthy job are observed or inferred, with _debug the triggers are observed", () => {
  for (const name of ["healthy v1", "healthy v2", "healthy with _debug"]) {
    const [job] = read([cases[name]!.events]).jobs;
    const steps = [...job!.create, ...job!.update];
    expect(
      steps.map(({ step, status }) => [step, ["observed", "inferred"].includes(status)]),
    ).toEqual(steps.map(({ step }) => [step, true]));
    const observed = steps.filter(({ status }) => status === "observed").map(({ step }) => step);
    expect(observed).toEqual(
      expect.arrayContaining(["C1", "C2", "C5", "C6", "C7", "U5", "U6", "U9", "U10", "U11", "U12"]),
    );
    if (name.includes("debug"))
      expect(observed).toEqual(expect.arrayContaining(["C3", "C4", "U4", "U8"]));
  }
});
