import { describe, expect, test } from "vitest";
import type { SnapshotJob } from "../../lib/chain/snapshot.ts";
import { contradicts, judge, word, wordAll } from "./judge.ts";

type Verdict = SnapshotJob["verdict"];

const job = (verdict: Partial<Verdict>, red: string[] = []): SnapshotJob => ({
  id: "a",
  requestId: null,
  flow: "v1",
  create: [],
  update: red.map((step) => ({
    step: step as "U9",
    status: "missing",
    at: null,
    evidence: [],
  })),
  verdict: { kind: "broken", title: "", sentence: "", candidates: [], ...verdict },
});

describe("a verdict is not what was expected when", () => {
  test.each<[string, Parameters<typeof judge>[0], Partial<Verdict>, string]>([
    ["its kind differs", { kind: "complete" }, {}, "broken instead of complete"],
    [
      "it names a rule too many",
      { kind: "broken", step: "U9" },
      { step: "U9", rule: "R01" },
      "rule",
    ],
    ["it names no rule", { kind: "complete", rule: "R12" }, { kind: "complete" }, "rule"],
    [
      "its interval is wider",
      { kind: "broken", between: ["U7", "U9"] },
      { between: ["U1", "U9"] },
      "between",
    ],
    [
      "it names a step for an interval",
      { kind: "broken", between: ["U7", "U9"] },
      { step: "U9" },
      "step",
    ],
    [
      "a candidate is not offered",
      { kind: "broken", step: "U9", candidates: ["R19", "R20"] },
      { step: "U9", candidates: [{ rule: "R19", sentence: "" }] },
      "R20",
    ],
    [
      "a job is not there",
      { kind: "broken", step: "U9", jobs: 2 },
      { step: "U9" },
      "1 jobs instead of 2",
    ],
  ])("%s", (_, expected, said, reason) => {
    expect(judge(expected, [job(said)])).toContain(reason);
  });

  test("two steps are red", () => {
    const twice = job({ step: "U9" }, ["U9", "U10"]);
    expect(judge({ kind: "broken", step: "U9" }, [twice])).toBe("U9 and U10 are both red");
  });
});

test("a verdict that blames nothing may carry a remark", () => {
  expect(judge({ kind: "complete" }, [job({ kind: "complete", rule: "R12" })])).toBeNull();
  expect(judge({ kind: "running" }, [job({ kind: "running", step: "U3" })])).toBeNull();
});

test("a replay that says something else is told", () => {
  const panel = job({ step: "U9", rule: "R01" });
  expect(contradicts([panel], [job({ step: "U9", rule: "R01" })])).toBeNull();
  expect(contradicts([panel], [job({ step: "U9" })])).toBe("analyze says broken U9");
});

test("verdicts are one line", () => {
  expect(word({ kind: "broken", between: ["U7", "U9"], candidates: ["R19"] })).toBe(
    "broken U7-U9 ?R19",
  );
  expect(word({ kind: "complete", jobs: 20 })).toBe("20 × complete");
  expect(wordAll([job({ step: "U9" }), job({ kind: "complete" }), job({ step: "U9" })])).toBe(
    "2 × broken U9, complete",
  );
  expect(wordAll([])).toBe("no job");
});
