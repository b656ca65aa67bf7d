import type { EventOf } from "../../event.ts";
import { keyCode } from "../swr-key.ts";
import { both } from "../text.ts";
import type { Finding, Rule, Story } from "./rule.ts";

/** `keepPreviousData` shows what the key before had, until the new key has data. */
export const r44: Rule = {
  id: "R44",
  title: both("Previous key's data on screen", "Dados da chave anterior na tela"),
  confidence: "proof",
  steps: ["U12"],
  source: "swr #2128",
  find(given) {
    const { shown } = given.evidence;
    const hook = shown ? undefined : keeperAt(given, given.doc, given.since);
    return hook ? tell(given, hook) : null;
  },
  remark(story) {
    const { shown } = story.evidence;
    const hook = shown && keeperAt(story, shown.doc, shown.at);
    return hook ? tell(story, hook) : null;
  },
};

/** A mounted hook that has gone on to another project, has no data of it yet, and keeps this one's. */
function keeperAt({ log, evidence: { swrKey } }: Story, doc: string, when: number) {
  if (swrKey === undefined || log.cache.mounted(doc, swrKey, when).length > 0) return undefined;
  if (!log.cache.hadHook(doc, swrKey, when)) return undefined;
  return log.cache
    .mountedKeys(doc, when)
    .filter((key) => key.startsWith(log.profile.projectKey.replace("{project}", "")))
    .flatMap((key) => log.cache.mounted(doc, key, when))
    .find(({ keepPreviousData, key }) => keepPreviousData && !hasData(log, doc, key, when));
}

const hasData = ({ cache }: Story["log"], doc: string, key: string, when: number): boolean =>
  cache.answers
    .of(key)
    .some((each) => each.doc === doc && each.at <= when && each.outcome === "stored") ||
  cache.writes.of(key).some((each) => each.doc === doc && each.at <= when && !each.blanked);

function tell({ evidence: { swrKey = "", shown } }: Story, hook: EventOf<"cache.hook">): Finding {
  const [old, now] = [keyCode(swrKey), keyCode(hook.key)];
  return {
    sentence: both(
      `The page shows ${old} while the hook waits for ${now}: keepPreviousData keeps the old key's data on screen.`,
      `A página mostra ${old} enquanto o hook espera ${now}: keepPreviousData mantém na tela os dados da chave antiga.`,
    ),
    evidence: [
      { event: hook.id, label: "keepPreviousData" },
      ...(shown ? [{ event: shown.id, label: both("image shown", "imagem visível") }] : []),
    ],
    fix: {
      title: both("mark what is old", "marque o que é antigo"),
      lines: [{ mark: "+", text: "if (isLoading) return <Loading />;" }],
    },
  };
}
