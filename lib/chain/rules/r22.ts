import { areDiscarded, revalidations } from "../revalidation.ts";
import { keyCode } from "../swr-key.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** A mutate outdates every request that is on its way: SWR throws the answer away when it comes. */
export const r22: Rule = {
  id: "R22",
  title: both("Response discarded by SWR", "Resposta descartada pelo SWR"),
  confidence: "proof",
  // The answer itself may have been seen to hold the URL.
  steps: ["U11", "U12"],
  source: "swr #1074",
  find({ evidence, log, until }) {
    const { mutate, mutates, swrKey, shown } = evidence;
    const all = revalidations(log, evidence, until);
    const last = all.at(-1);
    if (!mutate || !last?.answer || swrKey === undefined || shown || !areDiscarded(all))
      return null;
    const { fetch, answer } = last;
    const between = mutates.filter(({ at }) => at >= fetch.at && at <= answer.at);
    const by = between.findLast(({ hasData }) => hasData) ?? between.at(-1);
    const key = keyCode(swrKey);
    return {
      step: "U11",
      sentence: both(
        `The API answered, and SWR threw the answer away: ${by?.hasData ? "a mutate with data" : "another mutate"} of ${key} came while it was on its way. Nobody asked again, so the new URL never reached the page.`,
        `A API respondeu, e o SWR jogou a resposta fora: ${by?.hasData ? "um mutate com dados" : "outro mutate"} de ${key} veio enquanto ela estava a caminho. Ninguém perguntou de novo, então a nova URL nunca chegou à página.`,
      ),
      evidence: [
        { event: mutate.id, label: "mutate" },
        ...(by && by !== mutate
          ? [{ event: by.id, label: both("mutate that overlaps", "mutate que se sobrepõe") }]
          : []),
        { event: answer.id, label: both("answer discarded", "resposta descartada") },
      ],
      fix: {
        title: both("one mutate, after the last change", "um mutate só, depois da última mudança"),
        lines: [
          { mark: "-", text: `mutate(${key}, data, { revalidate: false })` },
          { mark: "+", text: `await mutate(${key})` },
        ],
      },
    };
  },
};
