import type { EventOf } from "../event.ts";
import type { Correlator } from "./correlate.ts";
import {
  firstFrom,
  indexFrom,
  lastUntil,
  within,
  type Facts,
  type JobAnswer,
  type Lost,
  type ProjectAnswer,
  type RowFrame,
} from "./facts.ts";
import { prefixOf, urlKey } from "./names.ts";
import { AFTERMATH_MS, type StepId } from "./profile.ts";
import { mutatesOf } from "./revalidation.ts";
import type { Refuted } from "./rules/catalogue.ts";
import type { HandlerStep } from "./rules/rule.ts";
import { both, type Text } from "./text.ts";
import { hitsOf, isElement } from "./whereabouts.ts";

/** What is known of one step: seen with evidence, or shown to have failed. */
export interface Found {
  at: number;
  evidence: string[];
  failed?: Text;
  /** With `failed`: it had not happened by then, and what stopped it may be any step before it that nobody can see. */
  open?: boolean;
  note?: Text;
  serverAt?: number;
  /** A person asked for it: when it was answered says nothing of when it happened. */
  asked?: boolean;
  /** Only a sign, not the thing itself: the step counts as inferred, from this one. */
  from?: StepId;
}

/** Evidence for the steps of one job, and the pieces that rules look at. */
export interface Evidence {
  facts: Facts;
  url?: string;
  steps: Map<StepId, Found>;
  insert?: RowFrame;
  /** The first frame in this tab with the job's end. */
  update?: RowFrame;
  /** All frames in this tab that said how the job ended, first to last. */
  finals: readonly RowFrame[];
  /** The first frame in this tab with a project that holds the picture. */
  placed?: RowFrame;
  /** The last frame after which the project did not hold it any more. */
  lost?: Lost;
  /** The picture of a later job for the same node that took its place, as URL key: then that one is all there is to show. */
  replacedBy?: string;
  /** Runs of callbacks for the frame of C6, U6 and U10. */
  runs: Map<HandlerStep, readonly EventOf<"handler.run">[]>;
  /** The SWR key of the project. */
  swrKey?: string;
  /** The first mutate of that key that the project frame led to, and all of them in its time. */
  mutate?: EventOf<"cache.mutate">;
  mutates: readonly EventOf<"cache.mutate">[];
  /** The answers of the project API after the mutate, first to last; those of probes are not among them. */
  answers: readonly ProjectAnswer[];
  /** The last write of the project's data in this tab that changed whether it holds the picture. */
  write?: EventOf<"cache.write">;
  /** The picture's element: how it began last, and whether it was ever refused or shown. */
  begun?: EventOf<"image.start">;
  broken?: EventOf<"image.error">;
  shown?: EventOf<"image.load">;
  /** What shows that a step only seems to have happened. */
  refuted?: Refuted;
}

/** Collects what the log holds on one job. Costs a few look-ups, whatever the length of the log. */
export function collect(log: Correlator, facts: Facts): Evidence {
  const url = log.urlOf(facts);
  const evidence: Evidence = {
    facts,
    steps: new Map(),
    runs: new Map(),
    finals: [],
    mutates: [],
    answers: [],
    ...(url && { url }),
  };
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
  collectRow(log, evidence, insert);
  if (insert) {
    evidence.insert = insert;
    const slots: Slots = { trigger: "C3", broadcast: "C4", frame: "C5", handler: "C6" };
    collectFrame(log, evidence, insert, slots);
  } else if (facts.inserts[0]) collectElsewhere(evidence, facts.inserts[0], ["C3", "C4"], "C5");
  const commit = log.screen.commits.of(facts.jobId).find((each) => log.isOwn(facts, each));
  const shown = commit ? undefined : elementOf(log, facts);
  if (commit) steps.set("C7", { at: commit.at, evidence: [commit.id], note: component(commit) });
  else if (shown) {
    const note = both("an element of the page", "um elemento da página");
    steps.set("C7", { at: shown.at, evidence: [shown.id], note });
  }
}

/** A look that found the job in an element of the page: no commit was seen to bring it, and it is there. */
const elementOf = (log: Correlator, facts: Facts): EventOf<"react.look"> | undefined =>
  log.screen.looks
    .of(facts.jobId)
    .find((look) => log.isOwn(facts, look) && hitsOf(look, facts.jobId ?? "").some(isElement));

/** C2: the row itself, a sign of it, or the API's word that there is none. */
function collectRow(
  log: Correlator,
  { facts, steps }: Evidence,
  insert: RowFrame | undefined,
): void {
  const { action } = facts;
  const answers = log.answersOf(facts);
  const proof =
    insert ??
    facts.inserts[0] ??
    facts.updates[0] ??
    answers.find((each) => each.status !== undefined);
  if (proof) {
    const note = insert
      ? both("row in the frame", "linha no frame")
      : both("row seen later", "linha vista depois");
    const asked = "probed" in proof && proof.probed;
    steps.set("C2", { at: proof.at, evidence: [proof.id], note, asked });
    return;
  }
  if (!action?.answer || !("jobId" in action.answer) || !action.end) return;
  const { id, at } = action.end;
  const none = answers.findLast(
    (each) => each.httpStatus === 404 && each.at > at + log.profile.steps.C2.budget,
  );
  if (none) {
    const failed = both(
      "the job API answers 404: there is no such row",
      "a API do job responde 404: a linha não existe",
    );
    steps.set("C2", { at: none.at, evidence: [none.id], failed });
    return;
  }
  const note = both("jobId in the answer", "jobId na resposta");
  steps.set("C2", { at, evidence: [id], note, from: "C1" });
}

function collectAction({ steps }: Evidence, action: NonNullable<Facts["action"]>): void {
  const { start, end, fail, answer } = action;
  const found: Found = { at: start.at, evidence: [start.id] };
  steps.set("C1", found);
  if (fail) {
    found.evidence.push(fail.id);
    found.failed = both(`the request failed: ${fail.error}`, `a requisição falhou: ${fail.error}`);
  }
  if (!end) return;
  found.evidence.push(end.id);
  if (answer && "error" in answer) {
    found.failed = both(
      `it answered with an error: ${answer.error}`,
      `respondeu com um erro: ${answer.error}`,
    );
  } else if (end.status >= 400) {
    found.failed = both(`it answered ${end.status}`, `respondeu ${end.status}`);
  } else if (!answer && end.body !== undefined) {
    found.failed = both("its answer holds no job id", "a resposta não traz o id de um job");
  } else if (answer) found.note = `POST ${end.status}`;
}

/** A frame that another tab got proves all that the server did, and nothing of this tab. */
function collectElsewhere(
  { steps }: Evidence,
  frame: RowFrame,
  proven: StepId[],
  from: StepId,
): void {
  const note = both(`${from} in another tab`, `${from} em outra aba`);
  for (const step of proven) {
    if (!steps.has(step)) steps.set(step, { at: frame.at, evidence: [frame.id], note, from });
  }
}

interface Slots {
  trigger: StepId;
  broadcast?: StepId;
  frame: StepId;
  handler: HandlerStep;
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
  if (bad) {
    const error = bad.error ?? log.rejects.get(bad.id)?.error ?? "?";
    found.failed = both(`it threw: ${error}`, `lançou um erro: ${error}`);
  }
  steps.set(slots.handler, found);
}

const FINAL = new Set(["completed", "failed"]);
const isFinal = ({ status }: { status?: string }): boolean =>
  status !== undefined && FINAL.has(status);

function collectUpdate(log: Correlator, evidence: Evidence): void {
  const { facts, steps } = evidence;
  const finals = facts.updates.filter(isFinal);
  evidence.finals = finals.filter((each) => log.isOwn(facts, each));
  const [update] = evidence.finals;
  collectCompletion(log, evidence);
  if (!update) {
    if (finals[0]) collectElsewhere(evidence, finals[0], ["U1", "U2", "U3", "U4"], "U5");
    return;
  }
  evidence.update = update;
  if (facts.url && !isTemporary(log, facts.url)) {
    const note = both("URL on the storage host", "URL no host do storage");
    steps.set("U2", { at: update.at, evidence: [update.id], note });
  }
  collectFrame(log, evidence, update, { trigger: "U4", frame: "U5", handler: "U6" });
}

/** U3 by the word of the job API: the row is finished, or long after its time it still is not. */
function collectCompletion(log: Correlator, { facts, steps }: Evidence): void {
  const answers = log.answersOf(facts);
  const finished = answers.find(isFinal);
  if (finished) {
    steps.set("U3", {
      at: finished.at,
      evidence: [finished.id],
      note: both("job API", "API do job"),
      asked: finished.probed,
    });
    return;
  }
  const due = facts.first.at + dueOf(log, ["C1", "U1", "U2", "U3"]);
  const open = answers.findLast((each: JobAnswer) => each.status !== undefined && each.at > due);
  if (!open) return;
  const failed = both(
    `the job API still says ${open.status}`,
    `a API do job ainda diz ${open.status}`,
  );
  steps.set("U3", { at: open.at, evidence: [open.id], failed, open: true });
}

const dueOf = (log: Correlator, steps: StepId[]): number =>
  steps.reduce((sum, step) => sum + log.profile.steps[step].budget, 0);

/** Is this an address at the provider, which forgets its files? */
export const isTemporary = (log: Correlator, url: string): boolean =>
  log.profile.providerUrls.some((part) => url.includes(part));

function collectProject(log: Correlator, evidence: Evidence, url: string): void {
  const { facts } = evidence;
  const key = urlKey(url);
  const frames = log.pictures.placed.of(key);
  const placed = frames.find((each) => log.isOwn(facts, each));
  if (placed) {
    evidence.placed = placed;
    collectFrame(log, evidence, placed, { trigger: "U8", frame: "U9", handler: "U10" });
  } else if (frames[0]) collectElsewhere(evidence, frames[0], ["U7", "U8"], "U9");
  const projectId =
    facts.projectId ?? placed?.topic.slice(prefixOf(log.profile.projectTopic).length);
  if (projectId !== undefined) {
    evidence.swrKey = log.profile.projectKey.replace("{project}", projectId);
  }
  collectSaved(log, evidence, key, projectId);
  collectRevalidation(log, evidence, key, projectId);
  collectImage(log, evidence, key);
}

/** U7: the API's own word on the project's row. */
function collectSaved(
  log: Correlator,
  evidence: Evidence,
  key: string,
  projectId: string | undefined,
): void {
  const { placed, steps, update, facts } = evidence;
  const lost = log.pictures.lost.of(key).at(-1);
  if (lost) evidence.lost = lost;
  // A picture that the node never had before replaces this one; one that it had before is a later job's, or restored.
  const next = placed && nextOfNode(log, facts, placed, key);
  if (next !== undefined) evidence.replacedBy = next;
  else if (lost?.by !== undefined && log.jobs.isLater(lost.by, facts)) {
    evidence.replacedBy = urlKey(lost.by);
  }
  const holder =
    log.pictures.holders.get(key) ??
    log.pictures.probes.of(projectId).find(({ urls }) => urls.has(key));
  // An answer that came after the frame tells nothing new, and its time would be later than that of U9.
  if (holder && !(placed && placed.at <= holder.at)) {
    const note = both("URL in the row", "URL na linha");
    const asked = !log.pictures.holders.has(key);
    steps.set("U7", { at: holder.at, evidence: [holder.id], note, asked });
    return;
  }
  if (placed || holder || log.pictures.placed.of(key).length > 0) return;
  const due = (update?.at ?? facts.first.at) + log.profile.steps.U7.budget;
  const without = log.pictures.probes
    .of(projectId)
    .findLast((each) => each.status < 400 && each.at > due);
  if (!without) return;
  const failed = both(
    "the project API has the project without the new URL",
    "a API do projeto tem o projeto sem a nova URL",
  );
  steps.set("U7", { at: without.at, evidence: [without.id], failed });
}

/** The next picture of the job's node, as URL key. */
function nextOfNode(
  log: Correlator,
  { nodeId }: Facts,
  { topic, at }: RowFrame,
  key: string,
): string | undefined {
  const frames = nodeId === undefined ? [] : log.pictures.ofNode.of(`${topic} ${nodeId}`);
  return firstFrom(frames, at, ({ picture }) => picture !== key)?.picture;
}

function collectRevalidation(
  log: Correlator,
  evidence: Evidence,
  key: string,
  projectId: string | undefined,
): void {
  const { placed, steps, swrKey } = evidence;
  if (!placed || projectId === undefined) return;
  const { U10, U11 } = log.profile.steps;
  const due = placed.at + 2 * (U10.budget + U11.budget);
  evidence.mutates = mutatesOf(log, swrKey, placed.doc, [placed.at, due]);
  const [ours] = evidence.mutates;
  if (ours) evidence.mutate = ours;
  const since = ours?.at ?? placed.at;
  const all = log.pictures.answers.of(projectId);
  evidence.answers = all
    .slice(indexFrom(all, since), indexFrom(all, due + AFTERMATH_MS))
    .filter((each) => each.doc === placed.doc && each.startedAt >= since);
  const { replacedBy } = evidence;
  const good = evidence.answers.find(
    (answer) =>
      (answer.urls.has(key) || (replacedBy !== undefined && answer.urls.has(replacedBy))) &&
      !isDiscarded(log, answer, swrKey),
  );
  if (ours && good) {
    const note = good.urls.has(key)
      ? both("answer holds the URL", "a resposta traz a URL")
      : both("answer holds the next picture", "a resposta traz a próxima imagem");
    steps.set("U11", { at: good.at, evidence: [ours.id, good.id], note });
  }
}

/** How far from an answer SWR may say what it did with it, ms. */
const SAID_MS = 100;

/** SWR threw the answer away, and kept none that came at the same time. */
export function isDiscarded(
  log: Correlator,
  { at, doc }: ProjectAnswer,
  swrKey: string | undefined,
): boolean {
  const said = within(log.cache.answers.of(swrKey), at - SAID_MS, at + SAID_MS);
  const outcomes = new Set(said.filter((each) => each.doc === doc).map(({ outcome }) => outcome));
  return outcomes.has("superseded") && !outcomes.has("stored") && !outcomes.has("same");
}

function collectImage(log: Correlator, evidence: Evidence, key: string): void {
  const { facts, swrKey } = evidence;
  const seen = log.screen.images.of(key).filter((each) => log.isOwn(facts, each));
  const shown = seen.find((each) => each.kind === "image.load");
  const broken = seen.find((each) => each.kind === "image.error");
  const begun = seen.findLast((each) => each.kind === "image.start");
  const next = log.screen.images
    .of(evidence.replacedBy)
    .find((each) => each.kind === "image.load" && log.isOwn(facts, each));
  const commit = log.screen.commits.of(key).find((each) => log.isOwn(facts, each));
  if (begun?.kind === "image.start") evidence.begun = begun;
  if (broken?.kind === "image.error") evidence.broken = broken;
  const since = evidence.placed?.at ?? Infinity;
  const write = within(log.cache.writes.of(swrKey), since, since + AFTERMATH_MS).findLast(
    (each) => log.isOwn(facts, each) && holdsOf(each, key) !== holdsOf({ holds: each.held }, key),
  );
  if (write) evidence.write = write;
  if (shown?.kind === "image.load") {
    evidence.shown = shown;
    const ids = commit ? [commit.id, shown.id] : [shown.id];
    const note = `${shown.width} × ${shown.height}`;
    evidence.steps.set("U12", { at: shown.at, evidence: ids, note });
  } else if (next) {
    const note = both("the node shows its next picture", "o nó mostra a próxima imagem");
    evidence.steps.set("U12", { at: next.at, evidence: [next.id], note });
  } else if (broken) {
    const failed = both(
      "the browser could not show the file",
      "o navegador não conseguiu mostrar o arquivo",
    );
    evidence.steps.set("U12", { at: broken.at, evidence: [broken.id], failed });
  } else if (evidence.begun && isOutOfView(evidence.begun)) {
    const { at, id } = evidence.begun;
    const note = both("waits to be scrolled into view", "espera a rolagem até ela");
    evidence.steps.set("U12", { at, evidence: [id], note });
  }
}

/** A lazy image loads when it is scrolled into view: until then its element is all that the chain can do. */
export const isOutOfView = ({ lazy, inView }: EventOf<"image.start">): boolean =>
  lazy && inView === false;

/** Whether data that was written held the picture. */
export const holdsOf = ({ holds }: { holds?: string[] | undefined }, key: string): boolean =>
  holds?.some((url) => urlKey(url) === key) ?? false;

const component = (commit: EventOf<"react.commit">): Text => {
  const name = commit.hits[0]?.component;
  return name ? `commit, <${name}>` : "commit";
};

/** The last that was said of the picture's element in this tab: shown, refused or taken away. */
export const lastImage = (log: Correlator, { facts, url }: Evidence, until = Infinity) =>
  lastUntil(
    log.screen.images
      .of(url === undefined ? undefined : urlKey(url))
      .filter((each) => log.isOwn(facts, each)),
    until,
  );

/** The first commit in this tab that held `needle` at or after `at` (ms). */
export const commitAfter = (
  log: Correlator,
  { facts }: Evidence,
  needle: string | undefined,
  at: number,
) => firstFrom(log.screen.commits.of(needle), at, (each) => log.isOwn(facts, each));
