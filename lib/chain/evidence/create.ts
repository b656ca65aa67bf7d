/** C1 to C7: the action, the row, the frame with it, and what React rendered. */
import type { EventOf } from "../../event.ts";
import type { Correlator } from "../correlate.ts";
import type { Evidence, Found } from "../evidence.ts";
import type { Facts, RowFrame } from "../facts.ts";
import { both, type Text } from "../text.ts";
import { hitsOf, isElement } from "../whereabouts.ts";
import { collectElsewhere, collectFrame, type Slots } from "./frame.ts";

export function collectCreate(log: Correlator, evidence: Evidence): void {
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
  // What the page shows of a row that the companion gave it is no evidence.
  const given = log.companion.rowSince(facts.jobId);
  const commit = log.screen.commits
    .of(facts.jobId)
    .find((each) => log.isOwn(facts, each) && each.at < given);
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
    .find(
      (look) =>
        log.isOwn(facts, look) &&
        look.at < log.companion.rowSince(facts.jobId) &&
        hitsOf(look, facts.jobId ?? "").some(isElement),
    );

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
  } else if (!answer) {
    const failed = failureOf(end);
    if (failed !== undefined) found.failed = failed;
  } else found.note = `POST ${end.status}`;
}

/** Why an answer that says nothing of a job made none that the page knows of. Of what was not kept nothing is said. */
function failureOf({ status, type, headers, body, cut }: EventOf<"fetch.end">): Text | undefined {
  if (headers?.["x-nextjs-action-not-found"] !== undefined) {
    return both(
      "the server does not know this action: the page is of another deployment, reload it",
      "o servidor não conhece esta action: a página é de outro deploy, recarregue-a",
    );
  }
  const [target] = headers?.["x-action-redirect"]?.split(";") ?? [];
  if (target !== undefined) {
    return both(
      `it redirected to ${target}, so its answer brings no job id`,
      `redirecionou para ${target}, então a resposta não traz o id de um job`,
    );
  }
  if (status >= 400) return both(`it answered ${status}`, `respondeu ${status}`);
  // Next 14 answers so when it does not know the action; a proxy may send it to a login page.
  if (type.startsWith("text/html")) {
    return both(
      "it answered with a page, not with a result: the server does not know this action, or the request was sent elsewhere",
      "respondeu com uma página, não com um resultado: o servidor não conhece esta action, ou a requisição foi desviada",
    );
  }
  if (body === undefined || cut !== undefined) return undefined;
  return both("its answer holds no job id", "a resposta não traz o id de um job");
}

const component = (commit: EventOf<"react.commit">): Text => {
  const name = commit.hits[0]?.component;
  return name ? `commit, <${name}>` : "commit";
};
