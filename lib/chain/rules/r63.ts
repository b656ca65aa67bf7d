import { within } from "../facts.ts";
import { keyCode } from "../swr-key.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

const ASKED_MS = 2_000;

/** SWR asks the first mounted hook of a key to revalidate, and only that one. */
export const r63: Rule = {
  id: "R63",
  title: both("Only the first mounted hook revalidates", "Só o primeiro hook montado revalida"),
  confidence: "proof",
  steps: ["U11"],
  source: "lab: first-hook-has-no-fetcher",
  find({ evidence: { mutate }, log }) {
    if (!mutate) return null;
    const { doc, cache, key, at } = mutate;
    const hook = log.cache.mounted(doc, key, at).find((each) => each.cache === cache);
    if (!hook || hook.fetcher) return null;
    const after = within(log.cache.requests.of(key), at, at + ASKED_MS).filter(
      (each) => each.doc === doc && each.cache === cache,
    );
    const asked = after.find(({ kind }) => kind === "cache.revalidate");
    if (!asked || after.some(({ kind }) => kind === "cache.fetch")) return null;
    return {
      sentence: both(
        `SWR asked the first of ${hook.listeners} hooks of ${keyCode(key)}, which has no fetcher, so no request was made. The others are not asked.`,
        `O SWR perguntou ao primeiro de ${hook.listeners} hooks de ${keyCode(key)}, que não tem fetcher, e nenhuma requisição foi feita. Os outros não são perguntados.`,
      ),
      evidence: [
        { event: hook.id, label: both("hook without fetcher", "hook sem fetcher") },
        { event: mutate.id, label: "mutate" },
        { event: asked.id, label: both("asked, no request", "perguntado, sem requisição") },
      ],
      fix: {
        title: both("every hook of the key", "todo hook da chave"),
        lines: [
          { mark: "-", text: `useSWR(${keyCode(key)})` },
          { mark: "+", text: `useSWR(${keyCode(key)}, fetcher)` },
        ],
      },
    };
  },
};
