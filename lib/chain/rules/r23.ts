import { lastUntil, within } from "../facts.ts";
import { urlKey } from "../names.ts";
import { both } from "../text.ts";
import { commitAfter, componentOf, hitsOf, lastLook } from "../whereabouts.ts";
import type { Case, Finding, Rule } from "./rule.ts";

/** React and SWR compare by reference and by value: what was changed in place is no change to them. */
export const r23: Rule = {
  id: "R23",
  title: both("Equal or changed in place: no render", "Igual ou alterado no lugar: sem render"),
  confidence: "proof",
  steps: ["C7", "U12"],
  source: "swr #2798",
  find: (given) => (given.step === "C7" ? inState(given) : inCache(given)),
};

/** The job is in a hook's state, and no commit ever brought it as something new. */
function inState({ evidence, log }: Case): Finding | null {
  const { facts, runs } = evidence;
  const run = runs.get("C6")?.[0];
  const look = run && lastLook(log, evidence, facts.jobId, run.at - run.ms);
  if (!run || !look || facts.jobId === undefined) return null;
  const held = hitsOf(look, facts.jobId);
  const isInState = held.length > 0 && held.every(({ where }) => where === "state");
  // A commit that was not read to its end may have brought it, unless the state is the object of the render before.
  const isSure = !log.screen.wasExhausted(look.doc, run.at - run.ms, look.at);
  if (!isInState || (!isSure && !held.every(({ kept }) => kept))) return null;
  const name = componentOf(held) ?? "a component";
  return {
    ...(!isSure && { confidence: "strong" as const }),
    sentence: both(
      `The job is in the state of ${name}, and React never rendered it: ${run.handler} changed the list in place. To React the same object is no change.`,
      `O job está no estado de ${name}, e o React nunca o renderizou: ${run.handler} alterou a lista no lugar. Para o React, o mesmo objeto não é mudança.`,
    ),
    evidence: [
      { event: run.id, label: both(`${run.handler} ran`, `${run.handler} rodou`) },
      { event: look.id, label: both("in state, no commit", "no estado, sem commit") },
    ],
    fix: {
      title: run.handler,
      lines: [
        { mark: "-", text: "setJobs((jobs) => { jobs.unshift(record); return jobs; })" },
        { mark: "+", text: "setJobs((jobs) => [record, ...jobs])" },
      ],
    },
  };
}

/** SWR found the answer equal to what it had, so it told no hook. */
function inCache({ evidence, log, until }: Case): Finding | null {
  const { mutate, swrKey, url, begun, shown } = evidence;
  if (!mutate || url === undefined || begun || shown) return null;
  const answers = within(log.cache.answers.of(swrKey), mutate.at, until).filter(
    ({ doc }) => doc === mutate.doc,
  );
  const answer = lastUntil(answers, until);
  if (answer?.outcome !== "same" || commitAfter(log, evidence, urlKey(url), mutate.at)) return null;
  return {
    sentence: both(
      "SWR found the answer equal to what its cache held, so nothing rendered. The cached object was changed in place before, or compare does not look at this field.",
      "O SWR achou a resposta igual ao que o cache tinha, e nada renderizou. O objeto do cache foi alterado no lugar antes, ou compare não olha para esse campo.",
    ),
    evidence: [
      { event: mutate.id, label: "mutate" },
      { event: answer.id, label: both("answer: the same", "resposta: igual") },
    ],
    fix: {
      title: both("a new object for new data", "um objeto novo para dados novos"),
      lines: [
        { mark: "-", text: "node.data.generated = generated;" },
        { mark: "+", text: "node = { ...node, data: { ...node.data, generated } };" },
      ],
    },
  };
}
