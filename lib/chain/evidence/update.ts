/** U1 to U6: the finished row, by its frame or by the word of the job API. */
import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import type { JobAnswer } from "../facts.ts";
import type { StepId } from "../profile.ts";
import { both } from "../text.ts";
import { collectElsewhere, collectFrame } from "./frame.ts";

const FINAL = new Set(["completed", "failed"]);
const isFinal = ({ status }: { status?: string }): boolean =>
  status !== undefined && FINAL.has(status);

export function collectUpdate(log: Correlator, evidence: Evidence): void {
  const { facts, steps } = evidence;
  const finals = facts.updates.filter(isFinal);
  const own = finals.filter((each) => log.isOwn(facts, each));
  const live = own.filter(({ replayed }) => !replayed);
  evidence.finals = live.length > 0 ? live : own;
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
