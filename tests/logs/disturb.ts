/** What happens around healthy jobs: connections, tabs, revalidations, losses. */
import type { CaptureEvent } from "../../lib/event.ts";
import type { Request } from "./answer.ts";
import { JOB_TOPIC, PROJECT_TOPIC, USER, type Page } from "./build.ts";
import { ready } from "./play.ts";
import type { Quiet } from "./timeline.ts";
import type { Weather } from "./weather.ts";
import type { Weave } from "./weave.ts";

const HEARTBEAT_MS = 25_000;
const TOPICS = [JOB_TOPIC, PROJECT_TOPIC].map((topic) => `realtime:${topic}`);

/** Opens the document, joins its topics and keeps them: heartbeats, a fresh token, a cut that is mended in a quiet time. */
export function live(
  document: Weave,
  end: number,
  { strict, refresh }: Weather["page"],
  cut: Quiet | undefined,
): void {
  const page = document.strand(document.start);
  if (strict) strictly(page);
  else ready(page);
  const opened = page.now;
  const acts: [number, () => void][] = [];
  for (let when = opened + HEARTBEAT_MS; when < end; when += HEARTBEAT_MS)
    acts.push([when, () => beat(page)]);
  if (refresh !== null) acts.push([opened + refresh, () => renew(page)]);
  if (cut) {
    acts.push([cut.from, () => page.say(0, closed)], [cut.from + cut.ms, () => rejoin(page)]);
    document.reconnected = cut.from;
  }
  for (const [when, happen] of acts.toSorted(([a], [b]) => a - b)) {
    page.now = Math.max(page.now, when);
    happen();
  }
}

const closed = { kind: "socket.close", socket: 1, code: 1006, reason: "", clean: false } as const;

function rejoin(page: Page): void {
  page.connect(2);
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC);
}

/** StrictMode: every effect twice. */
function strictly(page: Page): void {
  page.open();
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC);
  for (const topic of TOPICS) page.sends(1, topic, "phx_leave", {});
  page.join(3, JOB_TOPIC);
  page.join(4, PROJECT_TOPIC);
}

function beat(page: Page): void {
  const ref = page.sends(0, "phoenix", "heartbeat", {});
  page.hears(20, "phoenix", "phx_reply", { status: "ok", response: {} }, ref);
}

function renew(page: Page): void {
  const token = `jwt:${JSON.stringify({ role: "authenticated", sub: USER, exp: 4_000_000_000 })}`;
  for (const topic of TOPICS) page.sends(1, topic, "access_token", { access_token: token });
}

/** The first load of the project, the focus that comes back, and the tab that goes away for a while. */
export function disturb(document: Weave, { focus, hidden }: Weather["page"]): Request[] {
  if (hidden !== null) {
    const page = document.strand(document.start + 500 + hidden.from);
    page.say(0, { kind: "page.visibility", state: "hidden" });
    page.say(hidden.ms, { kind: "page.visibility", state: "visible" });
  }
  return [
    { at: document.start + 150, ms: 60, cause: "mount" },
    ...focus.map((after) => ({ at: document.start + 500 + after, ms: 60, cause: "focus" })),
  ];
}

/** Events are lost where there are too many at once, so the next batch, which tells of it, is not far. */
const TOLD_MS = 30;
const FLOOD_MS = 500;

/** Takes events away as the relay does when it is full, and says so. */
export function lose(events: CaptureEvent[], lost: Weather["page"]["lost"]): CaptureEvent[] {
  const from = lost && Math.floor((events.length * lost.where) / 1_000);
  const next = from === null ? undefined : events[from + lost!.count];
  if (from === null || !next) return events;
  const gone = new Set(
    events
      .slice(from, from + lost!.count)
      .filter(({ doc, at }) => doc === next.doc && at <= events[from]!.at + FLOOD_MS),
  );
  const seqs = [...gone].map(({ seq }) => seq);
  if (seqs.length === 0) return events;
  const range = { from: Math.min(...seqs), to: Math.max(...seqs) };
  const id = `${next.doc}:gap:${range.from}-${range.to}`;
  const { doc, tab } = next;
  const at = Math.max(...Array.from(gone, (event) => event.at)) + TOLD_MS;
  const stamp = { id, seq: range.to, doc, at, ...(tab !== undefined && { tab }) };
  const reason = "more events than the relay keeps";
  const gap: CaptureEvent = { ...stamp, kind: "gap.drop", count: gone.size, ...range, reason };
  const kept = events.filter((event) => !gone.has(event));
  return [...kept, gap].toSorted((a, b) => a.at - b.at);
}
