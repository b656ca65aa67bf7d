/**
 * OTLP JSON: a trace for each job with a span for each hop, and a trace for each document whose spans are the events that
 * prove something, for the links of the hops.
 */
import type { Job, StepState } from "../chain/job.ts";
import { say } from "../chain/text.ts";
import type { CaptureEvent } from "../event.ts";
import { idFrom } from "./ids.ts";
import { endOf, hopsOf, isHole, stepsOf, type Hop, type Report } from "./report.ts";

type Value = string | number | boolean;
interface Attribute {
  key: string;
  value:
    | { stringValue: string }
    | { intValue: number }
    | { doubleValue: number }
    | { boolValue: boolean };
}

/** SPAN_KIND_INTERNAL, and the codes of a status. */
const INTERNAL = 1;
const UNSET = 0;
const ERROR = 2;

const attributes = (values: Record<string, Value | undefined>): Attribute[] =>
  Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: wrap(value) }],
  );

function wrap(value: Value): Attribute["value"] {
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "string") return { stringValue: value };
  return Number.isSafeInteger(value) ? { intValue: value } : { doubleValue: value };
}

/** Nanoseconds since the epoch: more digits than a number has. */
const nanos = (ms: number): string => {
  const micros = Math.round(ms * 1_000);
  return `${BigInt(micros) * 1_000n}`;
};

const evidenceTrace = (doc: string) => idFrom(`document ${doc}`, 16);
const evidenceSpan = (id: string) => idFrom(`event ${id}`, 8);

export function* otlp(report: Report): Generator<string> {
  const { events, jobs, profile } = report;
  const byId = new Map(events.map((event) => [event.id, event]));
  const cited = new Set(jobs.flatMap(stepsOf).flatMap(({ evidence }) => evidence));
  for (const { verdict } of jobs) for (const { event } of verdict.evidence) cited.add(event);
  const proofs = [...cited].flatMap((id) => byId.get(id) ?? []);
  const resource = {
    attributes: attributes({ "service.name": profile.name, "telemetry.sdk.name": "hopscope" }),
    droppedAttributesCount: 0,
  };
  yield `{"resourceSpans":[{"resource":${JSON.stringify(resource)},"scopeSpans":[{"scope":{"name":"hopscope","version":"1"},"spans":[`;
  let separator = "\n";
  for (const span of spansOf(report, byId, proofs)) {
    yield separator + JSON.stringify(span);
    separator = ",\n";
  }
  yield "\n]}]}]}\n";
}

function* spansOf(
  report: Report,
  byId: ReadonlyMap<string, CaptureEvent>,
  proofs: readonly CaptureEvent[],
): Generator<object> {
  for (const job of report.jobs) {
    yield jobSpan(job, report);
    for (const hop of hopsOf(job)) yield hopSpan(job, hop, report, byId);
  }
  for (const event of proofs) yield eventSpan(event);
}

const traceOf = ({ doc, id }: Job) => idFrom(`job ${doc} ${id}`, 16);
const rootOf = ({ doc, id }: Job) => idFrom(`job ${doc} ${id}`, 8);

const span = (given: {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  start: number;
  end: number;
  attributes: Attribute[];
  events?: object[];
  links?: object[];
  status?: { code: number; message?: string };
}) => {
  const { start, end, events = [], links = [], status = { code: UNSET }, ...rest } = given;
  return {
    ...rest,
    kind: INTERNAL,
    startTimeUnixNano: nanos(start),
    endTimeUnixNano: nanos(end),
    droppedAttributesCount: 0,
    events,
    droppedEventsCount: 0,
    links,
    droppedLinksCount: 0,
    status,
    flags: 0x101,
  };
};

function jobSpan(job: Job, { profile, language }: Report): object {
  const { verdict } = job;
  const end = endOf(job);
  const holes = stepsOf(job).filter(isHole);
  return span({
    traceId: traceOf(job),
    spanId: rootOf(job),
    name: `job ${job.flow}`,
    start: job.startedAt,
    end,
    attributes: attributes({
      "hopscope.job.id": job.id,
      "hopscope.job.request_id": job.requestId,
      "hopscope.job.flow": job.flow,
      "hopscope.verdict.kind": verdict.kind,
      "hopscope.verdict.step": verdict.step,
      "hopscope.verdict.rule": verdict.rule,
      "hopscope.verdict.confidence": verdict.confidence,
      "hopscope.verdict.sentence": say(verdict.sentence, language),
    }),
    events: holes.map((state) => ({
      name: `${state.status} ${state.step}`,
      timeUnixNano: nanos(state.at ?? end),
      attributes: attributes({
        "hopscope.step": state.step,
        "hopscope.step.name": say(profile.steps[state.step].name, language),
      }),
      droppedAttributesCount: 0,
    })),
    links: verdict.evidence.map(({ event }) => link(event)),
    status:
      verdict.kind === "broken"
        ? { code: ERROR, message: say(verdict.title, language) }
        : { code: UNSET },
  });
}

function hopSpan(
  job: Job,
  { state, from, start, end }: Hop,
  { profile, language }: Report,
  byId: ReadonlyMap<string, CaptureEvent>,
): object {
  const { step, status, evidence } = state;
  const { where, budget, name } = profile.steps[step];
  return span({
    traceId: traceOf(job),
    spanId: idFrom(`job ${job.doc} ${job.id} ${step}`, 8),
    parentSpanId: rootOf(job),
    name: `${step} ${say(name, language)}`,
    start,
    end,
    attributes: attributes({
      "hopscope.step": step,
      "hopscope.step.status": status,
      "hopscope.step.where": where,
      "hopscope.step.budget_ms": budget,
      "hopscope.hop.from": from,
      "hopscope.step.note": noteOf(state, language),
    }),
    links: evidence.filter((id) => byId.has(id)).map(link),
    status: status === "failed" ? { code: ERROR } : { code: UNSET },
  });
}

const noteOf = ({ note }: StepState, language: Report["language"]) =>
  note === undefined ? undefined : say(note, language);

const link = (event: string): object => ({
  traceId: evidenceTrace(event.slice(0, event.lastIndexOf(":"))),
  spanId: evidenceSpan(event),
  attributes: attributes({ "hopscope.event.id": event }),
  droppedAttributesCount: 0,
  flags: 0x101,
});

function eventSpan(event: CaptureEvent): object {
  const { id, kind, at, doc } = event;
  const ms = "ms" in event && typeof event.ms === "number" ? event.ms : 0;
  return span({
    traceId: evidenceTrace(doc),
    spanId: evidenceSpan(id),
    name: kind,
    start: at - ms,
    end: at,
    attributes: attributes({
      "hopscope.event.id": id,
      "hopscope.event.topic": "topic" in event ? event.topic : undefined,
      "hopscope.event.url": "url" in event ? event.url : undefined,
    }),
  });
}
