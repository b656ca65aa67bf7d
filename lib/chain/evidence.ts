import type { EventOf } from "../event.ts";
import type { Correlator } from "./correlate.ts";
import { prefixOf, urlKey } from "./names.ts";
import { firstFrom, indexFrom, type Facts, type ProjectAnswer, type RowFrame } from "./facts.ts";
import { AFTERMATH_MS, type StepId } from "./profile.ts";

/** What is known of one step: seen with evidence, or shown to have failed. */
export interface Found {
  at: number;
  evidence: string[];
  failed?: string;
  note?: string;
  serverAt?: number;
  /** Only a sign, not the thing itself: the step counts as inferred, from this one. */
  from?: StepId;
}

/** Evidence for the steps of one job, and the pieces that rules look at. */
export interface Evidence {
  facts: Facts;
  url?: string;
  steps: Map<StepId, Found>;
  insert?: RowFrame;
  update?: RowFrame;
  placed?: RowFrame;
  /** Runs of callbacks for the frame of C6, U6 and U10. */
  runs: Map<"C6" | "U6" | "U10", readonly EventOf<"handler.run">[]>;
  mutate?: EventOf<"cache.mutate">;
  /** The answers of the project API after the mutate, first to last. */
  answers: readonly ProjectAnswer[];
  broken?: EventOf<"image.error">;
  shown?: EventOf<"image.load">;
}

/** Collects what the log holds on one job. Costs a few look-ups, whatever the length of the log. */
export function collect(log: Correlator, facts: Facts): Evidence {
  const steps: Evidence["steps"] = new Map();
  const url = log.urlOf(facts);
  const evidence: Evidence = { facts, steps, runs: new Map(), answers: [], ...(url && { url }) };
  collectCreate(log, evidence);
  collectUpdate(log, evidence);
  if (url) collectProject(log, evidence, url);
  return evidence;
}

function collectCreate(log: Correlator, evidence: Evidence): void {
  const { facts, steps } = evidence;
  const { action } = facts;
  if (action) collectAction(evidence, action);
  const insert = facts.inserts.find((each) => log.isOwn(facts, each));
  const proof = insert ?? facts.inserts[0] ?? facts.updates[0] ?? facts.finished[0];
  if (proof) {
    const note = insert ? "row in the frame" : "row seen later";
    steps.set("C2", { at: proof.at, evidence: [proof.id], note });
  } else if (action?.answer && "jobId" in action.answer && action.end) {
    const { id, at } = action.end;
    steps.set("C2", { at, evidence: [id], note: "jobId in the answer", from: "C1" });
  }
  if (insert) {
    evidence.insert = insert;
    collectFrame(log, evidence, insert, {
      trigger: "C3",
      broadcast: "C4",
      frame: "C5",
      handler: "C6",
    });
  } else if (facts.inserts[0]) collectElsewhere(evidence, facts.inserts[0], ["C3", "C4"], "C5");
  const commit = log.commits.of(facts.jobId).find((each) => log.isOwn(facts, each));
  if (commit) steps.set("C7", { at: commit.at, evidence: [commit.id], note: component(commit) });
}

function collectAction({ steps }: Evidence, action: NonNullable<Facts["action"]>): void {
  const { start, end, fail, answer } = action;
  const found: Found = { at: start.at, evidence: [start.id] };
  steps.set("C1", found);
  if (fail)
    Object.assign(found, {
      evidence: [start.id, fail.id],
      failed: `the request failed: ${fail.error}`,
    });
  if (!end) return;
  found.evidence.push(end.id);
  if (answer && "error" in answer) found.failed = `it answered with an error: ${answer.error}`;
  else if (end.status >= 400) found.failed = `it answered ${end.status}`;
  else if (!answer && end.body !== undefined) found.failed = "its answer holds no job id";
  else if (answer) found.note = `POST ${end.status}`;
}

/** A frame that another tab got proves all that the server did, and nothing of this tab. */
function collectElsewhere(
  { steps }: Evidence,
  frame: RowFrame,
  proven: StepId[],
  from: StepId,
): void {
  for (const step of proven) {
    if (steps.has(step)) continue;
    steps.set(step, { at: frame.at, evidence: [frame.id], note: `${from} in another tab`, from });
  }
}

interface Slots {
  trigger: StepId;
  broadcast?: StepId;
  frame: StepId;
  handler: "C6" | "U6" | "U10";
}

function collectFrame(log: Correlator, evidence: Evidence, frame: RowFrame, slots: Slots): void {
  const { steps, runs } = evidence;
  const { at, id, trigger, broadcast, serverAt } = frame;
  const server = serverAt === undefined ? {} : { serverAt };
  if (trigger)
    steps.set(slots.trigger, { at, evidence: [id], note: `_debug: ${trigger}`, ...server });
  if (broadcast && slots.broadcast) {
    steps.set(slots.broadcast, { at, evidence: [id], note: "_debug: broadcast", ...server });
  }
  steps.set(slots.frame, { at, evidence: [id], note: frame.topic, ...server });
  const called = log.runs.of(id);
  runs.set(slots.handler, called);
  const bad = called.find((run) => run.outcome === "threw" || log.rejects.has(run.id));
  const run = bad ?? called[0];
  if (!run) return;
  const found: Found = { at: run.at, evidence: [run.id], note: run.handler };
  if (bad)
    found.failed = `it threw: ${bad.error ?? log.rejects.get(bad.id)?.error ?? "no message"}`;
  steps.set(slots.handler, found);
}

const FINAL = new Set(["completed", "failed"]);

function collectUpdate(log: Correlator, evidence: Evidence): void {
  const { facts, steps } = evidence;
  const finals = facts.updates.filter(
    (each) => each.status !== undefined && FINAL.has(each.status),
  );
  const update = finals.find((each) => log.isOwn(facts, each));
  const finished = facts.finished[0];
  if (finished) steps.set("U3", { at: finished.at, evidence: [finished.id], note: "job API" });
  if (!update) {
    if (finals[0]) collectElsewhere(evidence, finals[0], ["U1", "U2", "U3", "U4"], "U5");
    return;
  }
  evidence.update = update;
  if (facts.url && !isTemporary(log, facts.url)) {
    steps.set("U2", { at: update.at, evidence: [update.id], note: "URL on the storage host" });
  }
  collectFrame(log, evidence, update, { trigger: "U4", frame: "U5", handler: "U6" });
}

const isTemporary = (log: Correlator, url: string): boolean =>
  log.profile.providerUrls.some((part) => url.includes(part));

function collectProject(log: Correlator, evidence: Evidence, url: string): void {
  const { facts, steps } = evidence;
  const key = urlKey(url);
  const frames = log.placed.of(key);
  const placed = frames.find((each) => log.isOwn(facts, each));
  if (placed) {
    evidence.placed = placed;
    collectFrame(log, evidence, placed, { trigger: "U8", frame: "U9", handler: "U10" });
  } else if (frames[0]) collectElsewhere(evidence, frames[0], ["U7", "U8"], "U9");
  const projectId =
    facts.projectId ?? placed?.topic.slice(prefixOf(log.profile.projectTopic).length);
  const holder = log.holders.get(key);
  // An answer that came after the frame tells nothing new, and its time would be later than that of U9.
  if (holder && !(placed && placed.at <= holder.at))
    steps.set("U7", { at: holder.at, evidence: [holder.id], note: "URL in the row" });
  collectRevalidation(log, evidence, key, projectId);
  collectImage(log, evidence, key);
}

function collectRevalidation(
  log: Correlator,
  evidence: Evidence,
  key: string,
  projectId: string | undefined,
): void {
  const { placed, steps } = evidence;
  if (!placed || projectId === undefined) return;
  const { U10, U11 } = log.profile.steps;
  const due = placed.at + 2 * (U10.budget + U11.budget);
  const swrKey = log.profile.projectKey.replace("{project}", projectId);
  const mutate = firstFrom(log.mutates.of(swrKey), placed.at, (each) => each.doc === placed.doc);
  const ours = mutate && mutate.at <= due ? mutate : undefined;
  if (ours) evidence.mutate = ours;
  const since = ours?.at ?? placed.at;
  const all = log.answers.of(projectId);
  evidence.answers = all
    .slice(indexFrom(all, since), indexFrom(all, due + AFTERMATH_MS))
    .filter((each) => each.doc === placed.doc && each.startedAt >= since);
  const good = evidence.answers.find((answer) => answer.urls.has(key));
  if (ours && good) {
    steps.set("U11", { at: good.at, evidence: [ours.id, good.id], note: "answer holds the URL" });
  }
}

function collectImage(log: Correlator, evidence: Evidence, key: string): void {
  const { facts } = evidence;
  const seen = log.images.of(key).filter((each) => log.isOwn(facts, each));
  const shown = seen.find((each) => each.kind === "image.load");
  const broken = seen.find((each) => each.kind === "image.error");
  const commit = log.commits.of(key).find((each) => log.isOwn(facts, each));
  if (shown?.kind === "image.load") {
    evidence.shown = shown;
    const ids = commit ? [commit.id, shown.id] : [shown.id];
    const note = `${shown.width} × ${shown.height}`;
    evidence.steps.set("U12", { at: shown.at, evidence: ids, note });
  } else if (broken?.kind === "image.error") {
    evidence.broken = broken;
    const failed = "the browser could not show the file";
    evidence.steps.set("U12", { at: broken.at, evidence: [broken.id], failed });
  }
}

const component = (commit: EventOf<"react.commit">): string => {
  const name = commit.hits[0]?.component;
  return name ? `commit, <${name}>` : "commit";
};
