import { within } from "../facts.ts";
import { keyCode } from "../swr-key.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** SWR asks a mounted hook at once; this is more than it needs. */
const ASKED_MS = 2_000;

/** SWR asks the mounted hooks of a key; without one nobody fetches, and `mutate` says nothing. */
export const r09: Rule = {
  id: "R09",
  title: both("mutate(key) had no mounted hook", "mutate(key) sem hook montado"),
  confidence: "proof",
  steps: ["U11"],
  source: "swr #2964",
  find({ evidence: { mutate, answers }, log }) {
    // With data SWR may be told not to ask anyone, and then its silence says nothing.
    if (!mutate || (mutate.hasData && !mutate.blanks) || answers.length > 0) return null;
    if (log.cache.mounted(mutate.doc, mutate.key, mutate.at).length > 0) return null;
    const asked = within(log.cache.requests.of(mutate.key), mutate.at, mutate.at + ASKED_MS).some(
      (each) => each.doc === mutate.doc && (each.kind === "cache.fetch" || each.listeners > 0),
    );
    if (asked) return null;
    const key = keyCode(mutate.key);
    return {
      sentence: both(
        `mutate(${key}) did nothing: no mounted useSWR uses this key. Nobody asked the API again.`,
        `mutate(${key}) não fez nada: nenhum useSWR montado usa essa chave. Ninguém perguntou de novo à API.`,
      ),
      evidence: [{ event: mutate.id, label: "mutate" }],
      fix: {
        title: both("fetch what no hook will fetch", "busque o que nenhum hook vai buscar"),
        lines: [
          { mark: "-", text: `mutate(${key})` },
          { mark: "+", text: `mutate(${key}, fetcher(${key}), { revalidate: false })` },
        ],
      },
    };
  },
};
