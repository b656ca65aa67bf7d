import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { findScenario } from "../../lab/scenarios.ts";
import { snapshot } from "../../lib/chain/snapshot.ts";
import { conclude } from "../../lib/store.ts";
import { parseTrace } from "../../lib/trace/file.ts";
import { judge } from "../../scripts/matrix/judge.ts";

/** What Chromium's panel saved of each scenario: `npm run matrix -- --record`. */
const FOLDER = new URL("./recorded/", import.meta.url);
const names = readdirSync(FOLDER).map((file) => file.replace(/\.jsonl\.gz$/, ""));

const read = (name: string) =>
  parseTrace(gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, FOLDER))).toString());

describe.each(names)("%s, as it was recorded", (name) => {
  test("gets the verdict that its scenario expects", () => {
    const scenario = findScenario(name);
    const { events, errors, budgets } = read(name);
    expect(errors).toEqual([]);
    const { jobs } = snapshot(conclude(events, budgets));
    expect(judge(scenario!.probed ?? scenario!.expected, jobs)).toBeNull();
  });

  test("gets it backwards too", () => {
    const { events, budgets } = read(name);
    const { jobs } = snapshot(conclude(events, budgets));
    expect(snapshot(conclude(events.toReversed(), budgets)).jobs).toEqual(jobs);
  });
});
