import { JsonTraceSerializer, ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { describe, expect, test } from "vitest";
import { stepsOf } from "../../../lib/export/report.ts";
import { recording, recordings, written } from "./reports.ts";

interface Attribute {
  key: string;
  value: Record<string, string | number | boolean>;
}
interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  events: { name: string; timeUnixNano: string; attributes: Attribute[] }[];
  links: { traceId: string; spanId: string; attributes: Attribute[] }[];
  status: { code: number; message?: string };
}
interface Request {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { scope: { name: string; version: string }; spans: Span[] }[];
  }[];
}

const exported = (name: string) => JSON.parse(written("otlp", recording(name))) as Request;
const spansOf = (request: Request) => request.resourceSpans[0]!.scopeSpans[0]!.spans;

const plain = (attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]!]));
const hrTime = (nanos: string): [number, number] => [
  Number(BigInt(nanos) / 1_000_000_000n),
  Number(BigInt(nanos) % 1_000_000_000n),
];
const context = (traceId: string, spanId: string) => ({ traceId, spanId, traceFlags: 1 });

/** The spans as the OpenTelemetry SDK holds them. */
function readable({ resourceSpans: [first] }: Request) {
  const { resource, scopeSpans } = first!;
  const { scope, spans } = scopeSpans[0]!;
  const shared = { attributes: plain(resource.attributes), merge: (other: never) => other };
  return spans.map((span) => ({
    name: span.name,
    kind: span.kind - 1,
    spanContext: () => context(span.traceId, span.spanId),
    ...(span.parentSpanId && { parentSpanContext: context(span.traceId, span.parentSpanId) }),
    startTime: hrTime(span.startTimeUnixNano),
    endTime: hrTime(span.endTimeUnixNano),
    duration: [0, 0] as [number, number],
    ended: true,
    status: span.status,
    attributes: plain(span.attributes),
    events: span.events.map((event) => ({
      name: event.name,
      time: hrTime(event.timeUnixNano),
      attributes: plain(event.attributes),
    })),
    links: span.links.map((link) => ({
      context: context(link.traceId, link.spanId),
      attributes: plain(link.attributes),
    })),
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    instrumentationScope: scope,
    resource: shared,
  })) as unknown as Parameters<typeof JsonTraceSerializer.serializeRequest>[0];
}

describe.each(recordings)("OTLP of %s", (name) => {
  test("is what OpenTelemetry's own exporter writes of the same spans", () => {
    const request = exported(name);
    const theirs = JsonTraceSerializer.serializeRequest(readable(request));
    expect(JSON.parse(new TextDecoder().decode(theirs))).toEqual(request);
    expect(ProtobufTraceSerializer.serializeRequest(readable(request))?.length).toBeGreaterThan(0);
  });

  test("has ids of the right length, no two the same, parents and links that exist", () => {
    const spans = spansOf(exported(name));
    const ids = new Set(spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`));
    expect(ids.size).toBe(spans.length);
    for (const { traceId, spanId, parentSpanId, links, ...span } of spans) {
      expect(traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
      expect(spanId).toMatch(/^(?!0+$)[0-9a-f]{16}$/);
      if (parentSpanId) expect(ids).toContain(`${traceId} ${parentSpanId}`);
      for (const link of links) expect(ids).toContain(`${link.traceId} ${link.spanId}`);
      expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true);
    }
  });
});

test("a job is a trace: a span for each step with a time, an event for the one that is missing", () => {
  const { jobs } = recording("public-project-join-v1");
  const spans = spansOf(exported("public-project-join-v1"));
  const [root] = spans;
  const own = spans.filter(({ traceId }) => traceId === root?.traceId);
  const seen = stepsOf(jobs[0]!).filter(({ at }) => at !== undefined);
  expect(own).toHaveLength(1 + seen.length);
  expect(root).toMatchObject({ status: { code: 2 }, events: [{ name: "missing U9" }] });
  expect(root?.links.length).toBeGreaterThan(0);
});
