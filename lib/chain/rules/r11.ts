import { keyCode } from "../swr-key.ts";
import { both } from "../text.ts";
import type { Case, Rule } from "./rule.ts";

/** The `mutate` that is imported works on the default cache; a page may have one of its own. */
export const r11: Rule = {
  id: "R11",
  title: both("mutate of another cache", "mutate de outro cache"),
  confidence: "proof",
  steps: ["U11"],
  source: "swr #2799",
  find(given) {
    const { mutate } = given.evidence;
    const hook = mutate && elsewhere(given, mutate);
    if (!mutate || !hook) return null;
    const key = keyCode(mutate.key);
    return {
      sentence: both(
        `mutate(${key}) went to cache ${mutate.cache}, and the hook of this key lives in cache ${hook.cache}. The imported mutate only knows the default cache.`,
        `mutate(${key}) foi para o cache ${mutate.cache}, e o hook dessa chave vive no cache ${hook.cache}. O mutate importado só conhece o cache padrão.`,
      ),
      evidence: [
        { event: mutate.id, label: `mutate, cache ${mutate.cache}` },
        { event: hook.id, label: `hook, cache ${hook.cache}` },
      ],
      fix: {
        title: both("the component of the handler", "o componente do handler"),
        lines: [
          { mark: "-", text: `import { mutate } from "swr";` },
          { mark: "+", text: "const { mutate } = useSWRConfig();" },
        ],
      },
    };
  },
};

/** What shows that the key lives in another cache than the one that was asked, and not in that one too. */
function elsewhere({ log, until }: Case, mutate: NonNullable<Case["evidence"]["mutate"]>) {
  const { doc, key, cache, at } = mutate;
  const hooks = log.cache.mounted(doc, key, at);
  const requests = log.cache.requests
    .of(key)
    .filter((each) => each.doc === doc && each.at <= until);
  const signs = hooks.length > 0 ? hooks : requests;
  if (requests.some((each) => each.cache === cache)) return undefined;
  return signs.some((each) => each.cache === cache) ? undefined : signs[0];
}
