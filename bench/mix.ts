/** An endless log: what Chromium's panel recorded of the lab, job after job in one page, as a busy day would have it. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { CaptureEvent } from "../lib/event.ts";
import { parseTrace } from "../lib/trace/file.ts";

const RECORDED = new URL("../tests/logs/recorded/", import.meta.url);

/** Nine healthy jobs of ten; the joins of the broken ones are those of the healthy page. */
const HEALTHY = ["healthy-v1", "healthy-debug-v1", "mutate-blanks-v1"];
const BROKEN = ["project-update-missing-v1", "webhook-never-v1", "image-404-v1"];
const EVERY = 10;

/** Time between the beginnings of two jobs, and between two other frames of the page, ms. */
const PACE_MS = 2_000;
const OTHERS = 12;

interface Recording {
  /** What the page did before its job. */
  prelude: CaptureEvent[];
  job: CaptureEvent[];
  /** Ids that are the job's own: another job has others. */
  ids: string[];
}

function load(name: string): Recording {
  const file = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, RECORDED))).toString();
  const { events } = parseTrace(file);
  const start = events.findIndex((event) => event.kind === "fetch.start" && event.action);
  const job = events.slice(start).filter(({ kind }) => kind !== "probe.answer");
  const text = JSON.stringify(job) + job.map(contentOf).join("");
  const uuids = text.match(
    /(?:kie_)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  );
  const pictures = text.match(/[0-9a-f]{32}\.png/g) ?? [];
  const prelude = events.slice(0, start);
  const known = JSON.stringify(prelude) + prelude.map(contentOf).join("");
  const ids = [...new Set([...(uuids ?? []), ...pictures])].filter((id) => !known.includes(id));
  return { prelude, job, ids };
}

const contentOf = (event: CaptureEvent): string =>
  event.kind === "frame.in" && "base64" in event.body
    ? Buffer.from(event.body.base64, "base64").toString("latin1")
    : "";

const hex = (n: number): string => n.toString(16).padStart(8, "0");

/** The same id for the nth job: of the same length, so that frames stay as they are. */
const renamed = (id: string, n: number): string =>
  id.startsWith("kie_") ? `kie_${hex(n)}${id.slice(12)}` : `${hex(n)}${id.slice(8)}`;

/** Events of one document, in order, with sequence numbers that have no holes. */
export function* recordedMix(): Generator<CaptureEvent, void> {
  const healthy = HEALTHY.map(load);
  const broken = BROKEN.map(load);
  const { prelude } = healthy[0]!;
  const doc = "bench";
  let seq = 0;
  let now = prelude[0]!.at;
  const stamp = (event: CaptureEvent, at: number): CaptureEvent => {
    const id = `${doc}:${seq}`;
    return { ...event, doc, id, seq: seq++, at, tab: 1 };
  };
  for (const event of prelude) yield stamp(event, event.at);
  now = prelude.at(-1)!.at;
  for (let n = 1; ; n++) {
    const from = n % EVERY === 0 ? broken : healthy;
    const { job, ids } = from[n % from.length]!;
    const rename = (text: string) =>
      ids.reduce((done, id) => done.replaceAll(id, renamed(id, n)), text);
    let text = rename(JSON.stringify(job.map((event) => rewritten(event, rename))));
    const base = seq;
    const first = job[0]!.seq;
    const own = job[0]!.doc;
    // Runs name their frame by its id, which moves with it.
    text = text.replaceAll(
      new RegExp(`"(frame|run)":"${own}:(\\d+)"`, "g"),
      (_, key: string, old: string) => `"${key}":"${doc}:${base + Number(old) - first}"`,
    );
    const copies = JSON.parse(text) as CaptureEvent[];
    const shift = now + PACE_MS - job[0]!.at;
    for (const event of copies) {
      if ("fetch" in event) event.fetch += n * 1_000;
      yield stamp(event, event.at + shift);
    }
    now += PACE_MS + (job.at(-1)!.at - job[0]!.at);
    for (let i = 0; i < OTHERS; i++) yield stamp(other(i), now + i * 10);
  }
}

/** The database's broadcasts are binary: their ids stand in base64. */
function rewritten(event: CaptureEvent, rename: (text: string) => string): CaptureEvent {
  if (event.kind !== "frame.in" || !("base64" in event.body)) return event;
  const text = rename(Buffer.from(event.body.base64, "base64").toString("latin1"));
  return { ...event, body: { base64: Buffer.from(text, "latin1").toString("base64") } };
}

/** What other users of the same page cause: presence, and the answers to heartbeats. */
function other(i: number): CaptureEvent {
  const text =
    i % 3 === 0
      ? `[null,"h${i}","phoenix","phx_reply",{"status":"ok","response":{}}]`
      : `[null,null,"realtime:room:1","presence_diff",{"joins":{"a":{"metas":[{"phx_ref":"x${i}"}]}},"leaves":{}}]`;
  return {
    kind: "frame.in",
    socket: 0,
    size: text.length,
    body: { text },
    id: "",
    seq: 0,
    doc: "",
    at: 0,
  };
}
