import * as fc from "fast-check";
import { expect, test } from "vitest";
import { snapshot } from "../../lib/chain/snapshot.ts";
import { createHopscope, horizon } from "../../lib/store.ts";
import { parseTrace } from "../../lib/trace/file.ts";
import { cases } from "./cases.ts";

const events = Object.values(cases).flatMap((each) => each.events);
const text = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom(
    "/api/projects/%",
    "http://[",
    '[null,null,"realtime:fal_jobs:u-1","broadcast",{}]',
  ),
);
const value = fc.oneof(
  text,
  fc.double(),
  fc.constantFrom(0, -1, 1e9, 1e15, Number.MAX_SAFE_INTEGER),
  fc.boolean(),
  fc.constant(null),
  fc.constant({ text: "[" }),
  fc.constant([{ needle: "/1.png", where: "state" }]),
  fc.array(text),
);

/** Whatever any event has: a field of a new kind is spoiled as soon as a log has it. */
const fields = [...new Set(events.flatMap((event) => Object.keys(event)))].filter(
  (name) => name !== "kind",
);
const kinds = [...new Set(events.map(({ kind }) => kind))].map((each) =>
  events.filter(({ kind }) => kind === each),
);

/** Events of real logs with some of their fields replaced, of every kind as many. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...kinds).chain((some) => fc.constantFrom(...some)),
    fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 4 }),
  )
  .map(([event, more]) => JSON.stringify({ ...event, ...more }));

test("a log that somebody has changed gives verdicts, never an exception", () => {
  fc.assert(
    fc.property(
      fc.array(spoiled, { maxLength: 30 }),
      fc.constantFrom(...Object.values(cases)),
      (lines, { events: log }) => {
        const mixed = [...lines, ...log.map((event) => JSON.stringify(event))].join("\n");
        const hopscope = createHopscope();
        hopscope.getState().append(parseTrace(mixed).events);
        hopscope.getState().tick(hopscope.getState().now + horizon());
        const { jobs, notices } = snapshot(hopscope.getState(), "pt-BR");
        for (const { sentence } of notices) expect(sentence).not.toBe("");
        for (const { create, update } of jobs) {
          expect([create.length, update.length]).toEqual([7, 12]);
        }
      },
    ),
    { numRuns: 300 },
  );
});
