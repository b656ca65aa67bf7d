import { within } from "../facts.ts";
import { keyCode } from "../swr-key.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** SWR asks a mounted hook at once; this is more than it needs. */
const ASKED_MS = 2_000;

/** The key is right and its hook is there, and the call did not reach SWR. */
export const r73: Rule = {
  id: "R73",
  title: both("mutate(key) asked nobody", "mutate(key) não perguntou a ninguém"),
  confidence: "proof",
  steps: ["U11"],
  source: "swr src/_internal/utils/mutate.ts",
  find({ evidence: { mutate, answers }, log, until }) {
    // With data SWR may be told not to ask anyone.
    if (!mutate || mutate.hasData || answers.length > 0) return null;
    const { doc, cache, key, at } = mutate;
    const end = at + ASKED_MS;
    if (until < end || !log.pages.hasSeenAll(doc, "swr", at, end)) return null;
    const hook = log.cache.mounted(doc, key, at).find((each) => each.cache === cache);
    const asked = within(log.cache.requests.of(key), at, end).some((each) => each.doc === doc);
    if (!hook?.fetcher || asked) return null;
    return {
      sentence: both(
        `mutate(${keyCode(key)}) was called while a useSWR of this key was mounted, and SWR asked it nothing: the call did not get through to SWR.`,
        `mutate(${keyCode(key)}) foi chamado com um useSWR dessa chave montado, e o SWR não lhe perguntou nada: a chamada não chegou ao SWR.`,
      ),
      evidence: [
        { event: mutate.id, label: "mutate" },
        { event: hook.id, label: both("mounted hook", "hook montado") },
      ],
      check: {
        text: both(
          "Look for what stands between the call and SWR: a wrapper of mutate, a middleware, a mock that was left in.",
          "Procure o que fica entre a chamada e o SWR: um wrapper de mutate, um middleware, um mock esquecido.",
        ),
      },
    };
  },
};
