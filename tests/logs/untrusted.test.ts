import * as fc from "fast-check";
import { expect, test } from "vitest";
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
  fc.boolean(),
  fc.constant(null),
  fc.constant({ text: "[" }),
  fc.array(text),
);

/** Events of real logs with some of their fields replaced. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...events),
    fc.dictionary(
      fc.constantFrom(
        "id",
        "doc",
        "at",
        "url",
        "body",
        "key",
        "hits",
        "args",
        "frame",
        "topic",
        "binding",
        "headers",
        "action",
      ),
      value,
    ),
  )
  .map(([event, fields]) => JSON.stringify({ ...event, ...fields }));

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
        for (const { create, update } of hopscope.getState().jobs) {
          expect([create.length, update.length]).toEqual([7, 12]);
        }
      },
    ),
    { numRuns: 300 },
  );
});
