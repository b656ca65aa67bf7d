import { TraceModel, type Types } from "@paulirish/trace_engine";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { recording, recordings, written } from "./reports.ts";

/**
 * The phases that are written, of the document "Trace Event Format" (Chromium): M metadata, X complete, i instant. Their
 * required members and types are those of its sections "Metadata Events", "Complete Events" and "Instant Events".
 */
const common = { pid: { type: "integer" }, tid: { type: "integer" }, ts: { type: "number" } };
const schema = {
  type: "object",
  required: ["traceEvents"],
  properties: {
    displayTimeUnit: { enum: ["ms", "ns"] },
    traceEvents: {
      type: "array",
      items: {
        oneOf: [
          {
            properties: {
              ...common,
              ph: { const: "M" },
              name: { enum: ["process_name", "thread_name"] },
              args: {
                type: "object",
                properties: { name: { type: "string" } },
                required: ["name"],
              },
            },
            required: ["ph", "name", "pid", "tid", "args"],
          },
          {
            properties: {
              ...common,
              ph: { const: "X" },
              name: { type: "string" },
              cat: { type: "string" },
              ts: { type: "number", minimum: 0 },
              dur: { type: "number", minimum: 0 },
              args: { type: "object" },
            },
            required: ["ph", "name", "cat", "pid", "tid", "ts", "dur"],
          },
          {
            properties: {
              ...common,
              ph: { const: "i" },
              name: { type: "string" },
              s: { enum: ["g", "p", "t"] },
              ts: { type: "number", minimum: 0 },
            },
            required: ["ph", "name", "pid", "tid", "ts", "s"],
          },
        ],
      },
    },
  },
};
const ajv = new Ajv({ strict: false });
const validate = ajv.compile(schema);

interface TraceEvent {
  ph: string;
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  args: { name?: string };
}
const eventsOf = (name: string) =>
  (JSON.parse(written("chrome", recording(name))) as { traceEvents: TraceEvent[] }).traceEvents;

test.each(recordings)("the Chrome trace of %s has the documented form", (name) => {
  const trace: unknown = JSON.parse(written("chrome", recording(name)));
  if (!validate(trace)) expect.fail(ajv.errorsText(validate.errors));
});

test("each thread that is used has a name, once", () => {
  const events = eventsOf("other-tab-v1");
  const names = events.filter(({ name }) => name === "thread_name");
  const places = names.map(({ pid, tid }) => `${pid} ${tid}`);
  expect(new Set(places).size).toBe(places.length);
  for (const { ph, pid, tid } of events) if (ph !== "M") expect(places).toContain(`${pid} ${tid}`);
});

test("the hops of a job lie in it, one after the other", () => {
  const events = eventsOf("healthy-v1");
  const job = events.find(({ ph, tid }) => ph === "X" && tid >= 100)!;
  const hops = events.filter(({ ph, tid }) => ph === "X" && tid >= 100).slice(1);
  expect(hops.length).toBeGreaterThan(9);
  let end = job.ts;
  for (const hop of hops) {
    expect(hop.ts).toBe(end);
    end = hop.ts + hop.dur;
  }
  expect(end).toBeLessThanOrEqual(job.ts + job.dur);
});

test.each(recordings)("DevTools' own trace engine reads all of %s", async (name) => {
  const events = eventsOf(name);
  const model = TraceModel.Model.createWithAllHandlers();
  await model.parse(events as unknown as Types.Events.Event[]);
  const threads = [...model.parsedTrace()!.data.Renderer.processes.values()].flatMap((process) => [
    ...process.threads.entries(),
  ]);
  const read = threads.flatMap(([tid, { entries }]) =>
    entries.map((entry) => `${tid} ${entry.name}`),
  );
  const spans = events.filter(({ ph }) => ph === "X");
  expect(read.toSorted()).toEqual(spans.map((span) => `${span.tid} ${span.name}`).toSorted());
});
