import type { EventOf } from "../../event.ts";
import type { Evidence } from "../evidence.ts";
import { within } from "../facts.ts";
import { keyCode } from "../swr-key.ts";
import { both, duration } from "../text.ts";
import { mutateWithoutBlanking } from "./fixes.ts";
import type { Rule, Story } from "./rule.ts";

/** The number of arguments decides in SWR, not their values: `mutate(key, undefined, …)` writes undefined first. */
export const r12: Rule = {
  id: "R12",
  title: both(
    "mutate(key, undefined, opts) blanks the data",
    "mutate(key, undefined, opts) apaga os dados",
  ),
  confidence: "proof",
  steps: ["U11"],
  source: "swr #2433",
  find({ evidence, log, until }) {
    const mutate = blankingOf(evidence);
    const answer = evidence.answers.at(-1);
    if (!mutate || (answer && answer.status < 400)) return null;
    if (blankTime(log, mutate, until).filled) return null;
    const then = answer
      ? {
          en: `then the API answered ${answer.status}`,
          pt: `depois a API respondeu ${answer.status}`,
        }
      : { en: "no answer filled it again", pt: "nenhuma resposta o encheu de novo" };
    return {
      sentence: both(
        `mutate(${keyCode(mutate.key)}, undefined, …) emptied the cache, and ${then.en}. What was on screen before is gone too.`,
        `mutate(${keyCode(mutate.key)}, undefined, …) esvaziou o cache, e ${then.pt}. O que estava na tela antes também sumiu.`,
      ),
      evidence: [
        { event: mutate.id, label: "mutate, undefined" },
        ...(answer
          ? [
              {
                event: answer.id,
                label: both(`answer ${answer.status}`, `resposta ${answer.status}`),
              },
            ]
          : []),
      ],
      fix: mutateWithoutBlanking(mutate.key),
    };
  },
  remark({ evidence, log }) {
    const mutate = blankingOf(evidence);
    if (!mutate) return null;
    const { blank, filled } = blankTime(log, mutate, evidence.shown?.at ?? mutate.at);
    const ms = blank && filled && duration(filled.at - blank.at);
    return {
      sentence: both(
        `mutate(key, undefined, …) emptied the cache before it asked again: the page was blank ${ms ? `for ${ms}` : "meanwhile"}. mutate(key) keeps what is there.`,
        `mutate(key, undefined, …) esvaziou o cache antes de perguntar de novo: a página ficou em branco ${ms ? `por ${ms}` : "nesse meio-tempo"}. mutate(key) mantém o que já está lá.`,
      ),
      evidence: [
        { event: mutate.id, label: "mutate, undefined" },
        ...(blank ? [{ event: blank.id, label: both("cache emptied", "cache esvaziado") }] : []),
        ...(filled ? [{ event: filled.id, label: both("cache filled", "cache cheio") }] : []),
      ],
      fix: mutateWithoutBlanking(mutate.key),
    };
  },
};

const blankingOf = ({ mutates }: Evidence) => mutates.find(({ blanks }) => blanks);

/** The write that emptied the key, and the one that filled it again by `until` (ms). */
function blankTime(
  log: Story["log"],
  { key, doc, cache, at }: EventOf<"cache.mutate">,
  until: number,
) {
  const writes = within(log.cache.writes.of(key), at, until).filter(
    (each) => each.doc === doc && each.cache === cache,
  );
  const first = writes.findIndex(({ blanked }) => blanked);
  const blank = writes[first];
  const filled = blank && writes.slice(first).find(({ blanked }) => !blanked);
  return { blank, filled };
}
