import { handlerMutates } from "../revalidation.ts";
import { isTwin, keyCode } from "../swr-key.ts";
import { both } from "../text.ts";
import type { Case, Rule } from "./rule.ts";

/** The handler named one key and the hook has another: SWR compares them letter by letter. */
export const r10: Rule = {
  id: "R10",
  title: both("mutate key differs from hook key", "A chave do mutate difere da do hook"),
  confidence: "proof",
  steps: ["U11"],
  source: "swr #2889",
  find(given) {
    const found = pairOf(given);
    if (!found) return null;
    const { call, hook, shown } = found;
    const [called, used] = [keyCode(call.key), keyCode(hook)];
    return {
      sentence: both(
        `The handler called mutate(${called}); the hook uses ${used}. To SWR these are two keys, so nobody was asked.`,
        `O handler chamou mutate(${called}); o hook usa ${used}. Para o SWR são duas chaves, então ninguém foi perguntado.`,
      ),
      evidence: [
        { event: call.id, label: both("mutate, this key", "mutate, esta chave") },
        ...(shown ? [{ event: shown, label: both("hook, that key", "hook, aquela chave") }] : []),
      ],
      fix: {
        title: both("one key for hook and mutate", "uma chave só para hook e mutate"),
        lines: [
          { mark: "-", text: `mutate(${called})` },
          { mark: "+", text: `mutate(${used})` },
        ],
      },
    };
  },
};

/** The call that missed, and the key that it should have had. */
function pairOf({ evidence, log, doc }: Case) {
  const { swrKey, placed, mutate, answers } = evidence;
  if (!placed || swrKey === undefined || answers.length > 0) return null;
  const { cache, profile } = log;
  const isMounted = (key: string) => cache.mounted(doc, key, placed.at).length > 0;
  const calls = mutate ? [mutate] : handlerMutates(log, evidence);
  for (const call of calls) {
    if (call.form === "filter" || isMounted(call.key)) continue;
    const mounted = cache.mountedKeys(doc, call.at);
    const twin = [...mounted, ...(mutate ? [] : [swrKey])].find((key) => isTwin(key, call.key));
    const isOtherProject = call.key.startsWith(profile.projectKey.replace("{project}", ""));
    const hook = twin ?? (isMounted(swrKey) && !isOtherProject ? swrKey : undefined);
    if (hook === undefined) continue;
    return { call, hook, shown: cache.mounted(doc, hook, call.at)[0]?.id };
  }
  return null;
}
