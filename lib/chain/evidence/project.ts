/** U7 to U11: the project's row, its frame, and what SWR made of it. */
import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import { firstFrom, indexFrom, type Facts, type RowFrame } from "../facts.ts";
import { prefixOf, urlKey } from "../names.ts";
import { AFTERMATH_MS } from "../profile.ts";
import { isDiscarded, isInjected, mutatesOf } from "../revalidation.ts";
import { both } from "../text.ts";
import { collectElsewhere, collectFrame } from "./frame.ts";
import { collectImage } from "./image.ts";

export function collectProject(log: Correlator, evidence: Evidence, url: string): void {
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
    .filter((each) => each.doc === placed.doc && each.startedAt >= since)
    .filter((each) => !isInjected(log, swrKey, each.doc, each.startedAt));
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
