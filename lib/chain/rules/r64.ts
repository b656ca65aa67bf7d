import type { Evidence } from "../evidence.ts";
import { within } from "../facts.ts";
import { areDiscarded, revalidations, SAME_MOMENT_MS } from "../revalidation.ts";
import { keyCode } from "../swr-key.ts";
import { both, duration } from "../text.ts";
import type { Finding, Rule, Story } from "./rule.ts";

/** So many mutates within one request are a storm. */
const STORM = 3;

/** Every mutate throws away the answer that is on its way, so the data comes after the last of them. */
export const r64: Rule = {
  id: "R64",
  title: both("Mutate storm", "Tempestade de mutate"),
  confidence: "proof",
  // The answer itself may have been seen to hold the URL.
  steps: ["U11", "U12"],
  source: "lab: mutate-storm",
  find({ evidence, log, until }) {
    const storm = evidence.shown ? null : stormOf(evidence, log, until);
    return storm && storm.isOver && !storm.stored
      ? { step: "U11", ...tell(evidence, storm) }
      : null;
  },
  remark({ evidence, log }) {
    const storm = stormOf(evidence, log, evidence.shown?.at ?? 0);
    return storm?.stored ? tell(evidence, storm) : null;
  },
};

type Storm = NonNullable<ReturnType<typeof stormOf>>;

function stormOf(evidence: Evidence, log: Story["log"], until: number) {
  const { mutates } = evidence;
  if (mutates.length < STORM) return null;
  const all = revalidations(log, evidence, until);
  const lost = all.filter(({ answer }) => answer?.outcome === "superseded");
  if (lost.length < STORM - 1) return null;
  const calls = lost
    .map(({ fetch, answer }) => within(mutates, fetch.at - SAME_MOMENT_MS, answer?.at ?? 0))
    .find(({ length }) => length >= STORM);
  const last = lost.at(-1)?.answer;
  if (!calls || !last) return null;
  const stored = all.find(
    ({ answer }) => answer?.outcome === "stored" || answer?.outcome === "same",
  );
  return { all, lost, last, calls, isOver: areDiscarded(all), stored: stored?.answer };
}

function tell({ swrKey = "" }: Evidence, { all, lost, last, calls, stored }: Storm): Finding {
  const key = keyCode(swrKey);
  const [first] = calls;
  const ms = stored && first && duration(stored.at - first.at);
  return {
    sentence: both(
      `${lost.length} of ${all.length} answers for ${key} were thrown away because the next mutate came first. ${ms ? `New data took ${ms}.` : "None was kept."}`,
      `${lost.length} de ${all.length} respostas de ${key} foram jogadas fora porque o próximo mutate veio antes. ${ms ? `Os dados novos levaram ${ms}.` : "Nenhuma ficou."}`,
    ),
    evidence: [
      ...(first ? [{ event: first.id, label: both("first mutate", "primeiro mutate") }] : []),
      { event: last.id, label: both("answer discarded", "resposta descartada") },
      ...(stored ? [{ event: stored.id, label: both("answer kept", "resposta mantida") }] : []),
    ],
    fix: {
      title: both("one mutate after the last event", "um mutate só, depois do último evento"),
      lines: [
        { mark: "+", text: "clearTimeout(timer);" },
        { mark: "+", text: `timer = setTimeout(() => mutate(${key}), 100);` },
      ],
    },
  };
}
