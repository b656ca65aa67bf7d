import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { CaptureEvent, Said } from "../../lib/event.ts";
import { followLogs } from "../../lib/sheet/follow.ts";
import { conclude } from "../../lib/store.ts";
import { parseTrace } from "../../lib/trace/file.ts";
import { runChecklist } from "../../lib/trial/checklist.ts";
import { createDiary } from "../../lib/trial/diary.ts";
import { reportMarkdown, reportOf } from "../../lib/trial/report.ts";
import { createWitness } from "../../lib/trial/witness.ts";
import { cases } from "./cases.ts";

const recorded = (name: string): readonly CaptureEvent[] => {
  const file = new URL(`./recorded/${name}.jsonl.gz`, import.meta.url);
  return parseTrace(gunzipSync(readFileSync(file)).toString()).events;
};
const reportFor = (events: readonly CaptureEvent[], since = 0) => {
  const { jobs, now } = conclude(events);
  const about = { witness: createWitness()(events), diary: createDiary()(events), now };
  return reportOf(runChecklist(jobs, since, about), now, "en");
};
/** One event more, right beside another. */
const extra = (beside: CaptureEvent, n: number, said: Said): CaptureEvent =>
  ({
    ...said,
    id: `${beside.id}+${n}`,
    seq: beside.seq,
    doc: beside.doc,
    at: beside.at,
    tab: beside.tab,
  }) as CaptureEvent;

type Report = ReturnType<typeof reportFor>;
const states = (report: Report, id: Report["tests"][number]["id"]) =>
  report.tests.find((each) => each.id === id)?.lines.map(({ state }) => state);

test.each(["healthy-v1", "healthy-v2"])(
  "%s passes what one tab can prove, each with its event",
  (name) => {
    const events = recorded(name);
    const report = reportFor(events);
    const [creation, completion, tabs, polling] = report.tests;
    expect(creation).toMatchObject({ passed: true });
    expect(completion).toMatchObject({ passed: true });
    const ids = new Set(events.map(({ id }) => id));
    for (const { event } of [...creation!.lines, ...completion!.lines])
      expect(ids).toContain(event);
    expect(creation?.lines.at(-1)?.said).toContain("google/nano-banana");
    expect([tabs?.passed, polling?.passed, report.passed]).toEqual([false, false, false]);
    expect(tabs?.lines[0]?.said).toContain("One tab is heard.");
  },
);

test("any provider's model is as good, and a row that names another than was asked for is not", () => {
  // As long as the lab's, so that the lengths in binary frames stay right.
  const [lab, other] = ["google/nano-banana", "fal-ai/flux/schnel"];
  const rename = (event: CaptureEvent): CaptureEvent => {
    if (event.kind === "frame.in" && "base64" in event.body) {
      const text = Buffer.from(event.body.base64, "base64").toString("latin1");
      const base64 = Buffer.from(text.replaceAll(lab, other), "latin1").toString("base64");
      return { ...event, body: { base64 } };
    }
    return JSON.parse(JSON.stringify(event).replaceAll(lab, other)) as CaptureEvent;
  };
  const modelOf = (events: readonly CaptureEvent[]) => reportFor(events).tests[0]?.lines.at(-1);
  const events = recorded("healthy-v1");
  expect(modelOf(events.map(rename))).toMatchObject({
    state: "seen",
    said: `asked for ${other}, row ${other}`,
  });
  const asked = events.map((event) => (event.kind === "fetch.start" ? rename(event) : event));
  expect(modelOf(asked)).toMatchObject({
    state: "missing",
    said: `Asked for ${other}, but the row says ${lab}.`,
  });
});

test("a job that the app lost says what is missing and where to look", () => {
  const report = reportFor(recorded("design-v1"));
  expect(states(report, "creation")).toEqual(["seen", "missing", "missing", "missing", "missing"]);
  const [, line, database] = report.tests[0]!.lines;
  expect(line?.said).toContain("Neither the line nor C6 was seen.");
  expect(database?.said).toContain("Look for [REALTIME] fal_jobs trigger in that log.");
});

test("without lines of the app the steps stand for them, and the line to add is named", () => {
  const events = recorded("healthy-v1").filter(({ kind }) => kind !== "console.line");
  const report = reportFor(events);
  expect(states(report, "creation")?.[1]).toBe("inferred");
  expect(report.tests[0]?.lines[1]?.said).toContain("Add [REALTIME] Job update received");
  expect(report.tests[0]?.passed).toBe(true);
});

test("a job of another tab ticks the test of two tabs in the panel of this one", () => {
  const report = reportFor(cases["a job of another tab"]!.events);
  expect(states(report, "tabs")).toEqual(["inferred", "seen", "seen", "seen"]);
  expect(states(report, "creation")?.[0]).toBe("missing");
});

test("two tabs that are heard side by side tick all four lines, in the panel of either", () => {
  const { events } = cases["two tabs"]!;
  for (const own of [1, 2]) {
    const log = events.filter(({ tab }) => tab === own);
    const other = events.filter(({ tab }) => tab !== own);
    const { jobs, now } = conclude(log);
    const logs = [log, other].map((each, n) => ({ id: String(n), name: "live", events: each }));
    const sheet = followLogs()(logs, true).sheet({ now });
    const about = { witness: createWitness()(log), diary: createDiary()(log), sheet, now };
    const report = reportOf(runChecklist(jobs, 0, about), now, "en");
    expect(states(report, "tabs")).toEqual(["seen", "seen", "seen", "seen"]);
  }
});

test("only jobs from the new start on count", () => {
  const events = recorded("healthy-v1");
  const report = reportFor(events, events.at(-1)!.at);
  expect(report.tests.map(({ job }) => job)).toEqual([null, null, null, null]);
});

test("a cut connection and polling pass the last test, by lines, by a fix, or by bare requests", () => {
  const closed = recorded("healthy-v1").flatMap((event): CaptureEvent[] =>
    event.kind === "fetch.start" && event.action !== undefined
      ? [
          extra(event, 1, {
            kind: "socket.close",
            socket: 1,
            code: 1006,
            reason: "",
            clean: false,
          }),
          event,
        ]
      : [event],
  );
  expect(states(reportFor(closed), "polling")).toEqual(["seen", "seen", "missing", "seen"]);
  const action = closed.find(
    (event) => event.kind === "fetch.start" && event.action !== undefined,
  )!;
  const polled: [string, Said][] = [
    [
      "seen",
      { kind: "console.line", level: "log", text: "[POLLING] Checking job status", args: [] },
    ],
    ["seen", { kind: "companion.act", switch: "fallback-polling", what: "polled" }],
    ["inferred", { kind: "fetch.start", fetch: 99, method: "GET", url: "/api/fal-jobs/req-1" }],
  ];
  for (const [state, said] of polled) {
    const events = closed.flatMap((event) =>
      event === action ? [event, extra(event, 2, said)] : [event],
    );
    expect(states(reportFor(events), "polling")).toEqual(["seen", "seen", state, "seen"]);
  }
});

test("Markdown has a box for each line, and nothing that a page wrote is more than text", () => {
  const report = reportFor(recorded("healthy-v1"));
  const text = reportMarkdown(report);
  expect(text.match(/^- \[x\]/gm)).toHaveLength(12);
  expect(text.match(/^- \[ \]/gm)).toHaveLength(8);
  expect(text).toContain("### Job creation: 5 / 5, v1");
  report.tests[0]!.lines[0]!.said = "](javascript:1)\n# <img src=x>";
  expect(reportMarkdown(report)).toContain(
    String.raw`Generate an image: \](javascript:1) \# \<img src=x\> (`,
  );
});
