import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readAnswer } from "./flight.ts";

/** What production builds answered, in the pieces in which it came; build ids and chunk names are left out. */
interface Recorded {
  status: number;
  headers: Record<string, string>;
  chunks: string[];
}
const FOLDER = new URL("flights/", import.meta.url);
const read = (file: string) =>
  JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Record<string, Recorded>;

const jobId = "0b8f7c1e-6d5a-4f3b-9c2d-1a2b3c4d5e6f";
const requestId = "kie-7f3a9b2c";
const v1 = { flow: "v1", jobId, requestId };
const v2 = { flow: "v2", jobId, requestId };
const threw = { error: expect.stringMatching(/^digest \d+$/) as string };

/** By what the action did. */
const answers: Record<string, object | null> = {
  v1,
  v1Long: v1,
  v1Late: v1,
  v1Shared: v1,
  v1Stream: v1,
  v1Refreshed: v1,
  v1WithToken: v1,
  v1Dollar: { ...v1, requestId: `$1${requestId}` },
  v1LateFails: threw,
  v2,
  v2Long: v2,
  v2Late: v2,
  fails: threw,
  failsLate: v1,
  refuses: { error: "no credits" },
  refusesState: { error: "NSFW" },
  misses: { error: "notFound()" },
  redirects: null,
  otherOnBrokenPage: null,
  unknown: null,
};
/** Next 14 cannot answer with a stream, and answers an action that it does not know with the page. */
const expectedOf = (file: string) =>
  file.includes("-14.") ? { ...answers, v1Stream: threw, unknown: undefined } : answers;

describe.each(readdirSync(FOLDER))("%s", (file) => {
  const recorded = read(file);
  const expected = Object.entries(expectedOf(file)).filter(([, answer]) => answer !== undefined);

  test("has an answer of every action", () => {
    expect(Object.keys(recorded).toSorted()).toEqual(expected.map(([name]) => name).toSorted());
  });

  test.each(expected)("%s", (name, answer) => {
    expect(readAnswer(recorded[name]?.chunks.join("") ?? "")).toEqual(answer);
  });

  test.each(Object.entries(recorded))(
    "%s says nothing else while it comes",
    (_name, { chunks }) => {
      const whole = chunks.join("");
      const end = readAnswer(whole);
      const { requestId: _later, ...withoutRequest } = { requestId: "", ...end };
      const cutInAnError = { error: "the action threw" };
      const possible = [end, withoutRequest, ...(end && "error" in end ? [cutInAnError] : [])];
      for (let length = 0; length < whole.length; length += 1) {
        const answer = readAnswer(whole.slice(0, length));
        if (answer) expect(possible).toContainEqual(answer);
      }
    },
  );
});

test("an id is there before the stream ends", () => {
  for (const file of readdirSync(FOLDER)) {
    const { chunks = [] } = read(file).v2Late ?? {};
    expect(readAnswer(chunks[0] ?? "") ?? readAnswer(chunks.slice(0, 2).join(""))).toEqual(v2);
    expect(chunks.length).toBeGreaterThan(2 - Number(chunks[0]?.includes(jobId)));
  }
});
