/**
 * The Trace Event Format, JSON object form: opens in Perfetto, chrome://tracing and Chrome's Performance panel. A process for
 * each document; a thread for each job, and one for each kind of event. Times in microseconds from the first event.
 */
import { say } from "../chain/text.ts";
import type { CaptureEvent, EventKind } from "../event.ts";
import { endOf, hopsOf, isHole, stepsOf, type Report } from "./report.ts";

/** Threads of a document, by the first half of the kinds in them; jobs come behind. */
const THREADS = [
  "page",
  "socket",
  "frame",
  "channel",
  "handler",
  "fetch",
  "cache",
  "react",
  "image",
];
const OTHERS = THREADS.length + 1;
const FIRST_JOB = 100;

const threadOf = (kind: EventKind): number => {
  const place = THREADS.indexOf(kind.split(".")[0] ?? "");
  return place < 0 ? OTHERS : place + 1;
};

const named = (pid: number, tid: number, name: string, value: string) => ({
  name,
  ph: "M",
  pid,
  tid,
  ts: 0,
  args: { name: value },
});

/** Texts of an event, cut short: the whole is in the trace file. */
const LONGEST = 300;

function argsOf(event: CaptureEvent): Record<string, unknown> {
  const { kind: _, doc: _doc, seq: _seq, at: _at, ...rest } = event;
  return JSON.parse(
    JSON.stringify(rest, (_name, value: unknown) =>
      typeof value === "string" && value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value,
    ),
  ) as Record<string, unknown>;
}

export function* chrome(report: Report): Generator<string> {
  yield '{"displayTimeUnit":"ms","traceEvents":[';
  let separator = "\n";
  for (const event of traceEvents(report)) {
    yield separator + JSON.stringify(event);
    separator = ",\n";
  }
  yield "\n]}\n";
}

function* traceEvents({ events, jobs, profile, language }: Report): Generator<object> {
  const first = events.reduce((least, { at }) => Math.min(least, at), Infinity);
  const micros = (at: number) => Math.max(0, Math.round((at - first) * 1_000));
  const pids = new Map<string, number>();
  for (const event of events) {
    if (pids.has(event.doc)) continue;
    const pid = pids.size + 1;
    pids.set(event.doc, pid);
    const url = event.kind === "page.start" ? event.url : event.doc;
    yield named(pid, 0, "process_name", url);
    for (const [place, name] of THREADS.entries()) yield named(pid, place + 1, "thread_name", name);
    yield named(pid, OTHERS, "thread_name", "others");
  }
  for (const event of events) {
    const { kind, doc, at } = event;
    const common = { name: kind, cat: kind.split(".")[0], pid: pids.get(doc), tid: threadOf(kind) };
    const ms = "ms" in event && typeof event.ms === "number" ? event.ms : undefined;
    const args = argsOf(event);
    yield ms === undefined
      ? { ...common, ph: "i", s: "t", ts: micros(at), args }
      : { ...common, ph: "X", ts: micros(at - ms), dur: Math.round(ms * 1_000), args };
  }
  for (const [place, job] of jobs.entries()) {
    const pid = pids.get(job.doc) ?? 0;
    const tid = FIRST_JOB + place;
    const { verdict, id, flow } = job;
    yield named(pid, tid, "thread_name", `job ${id.slice(0, 8)} ${flow}`);
    const common = { cat: "job", pid, tid };
    yield {
      ...common,
      name: say(verdict.title, language),
      ph: "X",
      ts: micros(job.startedAt),
      dur: micros(endOf(job)) - micros(job.startedAt),
      args: { id, sentence: say(verdict.sentence, language), rule: verdict.rule },
    };
    for (const { state, start, end } of hopsOf(job))
      yield {
        ...common,
        name: `${state.step} ${say(profile.steps[state.step].name, language)}`,
        ph: "X",
        ts: micros(start),
        dur: micros(end) - micros(start),
        args: { status: state.status, evidence: state.evidence },
      };
    for (const { step, status, at } of stepsOf(job).filter(isHole))
      yield {
        ...common,
        name: `${step} ${status}`,
        ph: "i",
        s: "t",
        ts: micros(at ?? endOf(job)),
        args: {},
      };
  }
}
