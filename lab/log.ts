import type { Database } from "./db/database.ts";

export interface LogLine {
  /** Sequence number, from 1, without gaps. */
  n: number;
  /** ISO 8601 with milliseconds, the server's clock. */
  at: string;
  /** A step of the two chains: C1 to C7, U1 to U12. */
  step?: string;
  event: string;
  jobId?: string;
  requestId?: string;
  projectId?: string;
  flow?: "v1" | "v2";
  ok: boolean;
  detail?: unknown;
}

const KEPT = 5000;

interface Ring {
  last: number;
  lines: LogLine[];
  waiting: Set<(line: LogLine) => void>;
}

/** On globalThis, because Next bundles this module more than once into one process. */
const shared = globalThis as typeof globalThis & { hopscopeLabLog?: Ring };
const ring = (): Ring => (shared.hopscopeLabLog ??= { last: 0, lines: [], waiting: new Set() });

/** Keeps a line and prints it as JSON on standard output, unless LAB_QUIET is 1. Keeps the last 5000. */
export function log(line: Omit<LogLine, "n" | "at">): void {
  const kept = ring();
  const full: LogLine = { n: ++kept.last, at: new Date().toISOString(), ...line };
  kept.lines.push(full);
  if (kept.lines.length > KEPT) kept.lines.splice(0, kept.lines.length - KEPT);
  for (const hear of kept.waiting) hear(full);
  if (process.env["LAB_QUIET"] !== "1") console.log(JSON.stringify(full));
}

/** The lines whose `n` is above `since`, oldest first. */
export const lines = (since = 0): LogLine[] => ring().lines.filter(({ n }) => n > since);

/**
 * True as soon as there is a line of a step after number `since`, which may be at once; false when `signal` aborts
 * before.
 */
export async function reached(step: string, since: number, signal: AbortSignal): Promise<boolean> {
  if (lines(since).some((line) => line.step === step)) return true;
  const { waiting } = ring();
  return await new Promise((resolve) => {
    const end = (was: boolean) => {
      waiting.delete(hear);
      resolve(was);
    };
    const hear = (line: LogLine) => {
      if (line.step === step) end(true);
    };
    waiting.add(hear);
    signal.addEventListener("abort", () => end(false), { once: true });
  });
}

/** Steps of a trigger and of its broadcast, by table and operation. A DELETE is no step of either chain. */
const STEPS: Record<string, Running["steps"]> = {
  "fal_jobs INSERT": { trigger: "C3", broadcast: "C4" },
  "fal_jobs UPDATE": { trigger: "U4", broadcast: "U5" },
  "projects UPDATE": { trigger: "U8", broadcast: "U9" },
};

const NOTICE =
  /^\[REALTIME\] (fal_jobs|projects) (trigger|broadcast SUCCESS|broadcast FAILED): (.*)$/s;

type Subject = Pick<LogLine, "jobId" | "projectId">;

interface Running {
  subject: Subject;
  steps: { trigger?: string; broadcast?: string };
  /** realtime.send said that it stored nothing; the trigger will still say SUCCESS. */
  warned: boolean;
}

const field = (text: string, name: string): string =>
  new RegExp(`${name}=([^,]*)`).exec(text)?.[1] ?? "";

const withStep = (step: string | undefined): Pick<LogLine, "step"> =>
  step === undefined ? {} : { step };

/**
 * Makes lines of what the triggers and realtime.send say. A broadcast is `ok` when the trigger says SUCCESS and
 * realtime.send did not warn in between. Returns the function that stops it.
 */
export function logNotices(db: Database): () => void {
  // Only the trigger's first line names the operation, and realtime.send names neither table nor row.
  const running = new Map<string, Running>();
  let latest: Running | undefined;

  return db.onNotice(({ severity, message }) => {
    const match = NOTICE.exec(message);
    if (match === null) {
      if (latest === undefined || !message.startsWith("WarnSendingBroadcastMessage")) return;
      latest.warned = true;
      const { subject, steps } = latest;
      log({
        ...withStep(steps.broadcast),
        event: "send warned",
        ok: false,
        ...subject,
        detail: message,
      });
      return;
    }
    const [, table = "", kind = "", rest = ""] = match;
    const isJob = table === "fal_jobs";
    const id = field(rest, isJob ? "job_id" : "project_id");
    if (kind === "trigger") {
      const steps = STEPS[`${table} ${field(rest, "operation")}`] ?? {};
      latest = { subject: isJob ? { jobId: id } : { projectId: id }, steps, warned: false };
      running.set(id, latest);
      log({
        ...withStep(steps.trigger),
        event: `${table} trigger`,
        ok: true,
        ...latest.subject,
        detail: message,
      });
      return;
    }
    const { subject = {}, steps = {}, warned = false } = running.get(id) ?? {};
    running.delete(id);
    const ok = severity !== "WARNING" && !warned;
    log({
      ...withStep(steps.broadcast),
      event: `${table} ${kind}`,
      ok,
      ...subject,
      detail: message,
    });
  });
}
