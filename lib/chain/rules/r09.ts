import { firstFrom } from "../facts.ts";
import type { Rule } from "./rule.ts";

/** SWR asks the mounted hooks of a key; without one nobody fetches, and `mutate` says nothing. */
const ASKED_MS = 2_000;

export const r09: Rule = {
  id: "R09",
  title: "mutate(key) had no mounted hook",
  steps: ["U11"],
  confidence: "proof",
  find({ evidence, log, until }) {
    const { mutate, answers } = evidence;
    if (!mutate || mutate.hasData || answers.length > 0 || until < mutate.at + ASKED_MS)
      return null;
    const asked = firstFrom(
      log.requests.of(mutate.key),
      mutate.at,
      (each) => each.doc === mutate.doc && (each.kind === "cache.fetch" || each.listeners > 0),
    );
    if (asked && asked.at <= mutate.at + ASKED_MS) return null;
    const key = JSON.stringify(mutate.key);
    return {
      sentence: `mutate(${key}) did nothing: no mounted useSWR uses this key. Nobody asked the API again.`,
      evidence: [{ event: mutate.id, label: `mutate ${mutate.key}` }],
      fix: {
        title: "fetch what no hook will fetch",
        lines: [
          { mark: "-", text: `mutate(${key})` },
          { mark: "+", text: `mutate(${key}, fetcher(${key}), { revalidate: false })` },
        ],
      },
    };
  },
};
