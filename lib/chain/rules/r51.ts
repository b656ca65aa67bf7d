import { matchPath } from "../names.ts";
import { handlerMutates } from "../revalidation.ts";
import { isTwin, keyCode } from "../swr-key.ts";
import { both } from "../text.ts";
import { commitAfter, hitsOf, lastLook } from "../whereabouts.ts";
import type { Case, Finding, Rule } from "./rule.ts";

/** A handler that was made by an earlier render still has the ids, and the setters, of that time. */
export const r51: Rule = {
  id: "R51",
  title: both("Stale closure or wrong id in handler", "Closure antiga ou id errado no handler"),
  confidence: "strong",
  steps: ["C7", "U11"],
  source: "lab: project-stale-closure, queue-unmounts",
  find: (given) => (given.step === "C7" ? gone(given) : otherProject(given)),
};

/** It ran, and what it set belongs to nothing that is on the page. */
function gone({ evidence, log, until }: Case): Finding | null {
  const { facts, runs } = evidence;
  const run = runs.get("C6")?.[0];
  if (!run || run.outcome === "threw" || facts.jobId === undefined) return null;
  const look = lastLook(log, evidence, facts.jobId, run.at - run.ms);
  if (!look || look.at > until || hitsOf(look, facts.jobId).length > 0) return null;
  if (commitAfter(log, evidence, facts.jobId, run.at - run.ms)) return null;
  return {
    sentence: both(
      `${run.handler} ran, and the job is nowhere in React's tree. The component whose state it sets was unmounted, or it sets state that nothing on the page reads.`,
      `${run.handler} rodou, e o job não está em lugar nenhum da árvore do React. O componente cujo estado ele altera foi desmontado, ou nada na página lê esse estado.`,
    ),
    evidence: [
      { event: run.id, label: both(`${run.handler} ran`, `${run.handler} rodou`) },
      { event: look.id, label: both("look: not in the tree", "busca: não está na árvore") },
    ],
    fix: {
      title: both("the state lives where it is subscribed", "o estado vive onde está a inscrição"),
      lines: [
        {
          mark: "+",
          text: "useEffect(() => () => void supabase.removeChannel(channel), [channel]);",
        },
        { mark: "+", text: "// or keep the jobs above the component that comes and goes" },
      ],
    },
  };
}

/** It ran for one project and asked for another. */
function otherProject({ evidence, log }: Case): Finding | null {
  const { placed, runs, swrKey, mutate } = evidence;
  const run = runs.get("U10")?.[0];
  if (!placed || !run || mutate || swrKey === undefined) return null;
  const wrong = handlerMutates(log, evidence).find(
    ({ key }) =>
      key !== swrKey &&
      !isTwin(key, swrKey) &&
      matchPath(log.profile.projectKey, key) !== undefined,
  );
  if (!wrong) return null;
  return {
    step: "U10",
    sentence: both(
      `${run.handler} got the frame of ${placed.topic} and called mutate(${keyCode(wrong.key)}). It works with the id of an earlier render, so this project was never asked for.`,
      `${run.handler} recebeu o frame de ${placed.topic} e chamou mutate(${keyCode(wrong.key)}). Ele usa o id de um render anterior, então este projeto nunca foi perguntado.`,
    ),
    evidence: [
      { event: run.id, label: both(`${run.handler} ran`, `${run.handler} rodou`) },
      { event: wrong.id, label: both("mutate, other id", "mutate, outro id") },
    ],
    fix: {
      title: run.handler,
      lines: [
        { mark: "-", text: `mutate(${keyCode(wrong.key)})` },
        {
          mark: "+",
          text: `mutate(\`${log.profile.projectKey.replace("{project}", "${payload.record.id}")}\`)`,
        },
      ],
    },
  };
}
