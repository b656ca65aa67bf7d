import { holdsOf } from "../whereabouts.ts";
import type { Evidence } from "../evidence.ts";
import { within } from "../facts.ts";
import { urlKey } from "../names.ts";
import { keyCode } from "../swr-key.ts";
import { both, clock } from "../text.ts";
import type { Rule, Story } from "./rule.ts";

/** What puts a value into the cache is said at most this long before the write, ms. */
const WRITTEN_MS = 500;

/** The tap tells at most so many pictures of one entry: of more it cannot say which are missing. */
const TOLD = 100;

/** New data was there, and an older value took its place: the picture appears and goes, or never appears. */
export const r21: Rule = {
  id: "R21",
  title: both(
    "Newer data overwritten by an older copy",
    "Dados novos sobrescritos por cópia velha",
  ),
  confidence: "proof",
  steps: [],
  source: "swr #425",
  refute(story) {
    const { log, evidence } = story;
    const { write, url, facts, lost, swrKey } = evidence;
    if (!write || url === undefined || swrKey === undefined || lost || write.blanked) return null;
    if ((write.holds?.length ?? 0) >= TOLD || holdsOf(write, urlKey(url))) return null;
    if (log.jobs.hasNewer(facts, write.at)) return null;
    const by = writerOf(story, evidence);
    const key = keyCode(swrKey);
    return {
      step: "U12",
      until: write.at,
      sentence: both(
        `The cache held the new URL, and at ${clock(write.at)} ${by.en} wrote an older copy of ${key} over it. The picture left the data again.`,
        `O cache tinha a nova URL, e às ${clock(write.at)} ${by.pt} gravou por cima uma cópia mais velha de ${key}. A imagem saiu dos dados outra vez.`,
      ),
      evidence: [
        { event: write.id, label: both("write without the URL", "gravação sem a URL") },
        ...(by.event ? [{ event: by.event, label: by.label }] : []),
      ],
      fix: by.fix(key),
    };
  },
};

const plus = (text: string) => ({ mark: "+" as const, text });

/** What wrote the old value: a call of mutate with data, an answer to a request that began too early, or something unseen. */
function writerOf({ log }: Story, { write, swrKey, url, facts }: Evidence) {
  const at = write?.at ?? 0;
  const near = <T extends { doc: string; at: number }>(list: readonly T[]): T[] =>
    within(list, at - WRITTEN_MS, at).filter(({ doc }) => doc === write?.doc);
  const call = near(log.cache.mutates.of(swrKey)).find(({ hasData }) => hasData);
  if (call) {
    return {
      en: "a mutate with data",
      pt: "um mutate com dados",
      event: call.id,
      label: both("mutate with data", "mutate com dados"),
      fix: (key: string) => ({
        title: both("change what is there, do not replace it", "mude o que está lá, não substitua"),
        lines: [
          { mark: "-" as const, text: `mutate(${key}, copy, { revalidate: false })` },
          plus(`mutate(${key}, (now) => ({ ...now, ...changed }), { revalidate: false })`),
        ],
      }),
    };
  }
  const answer = near(log.pictures.answers.of(facts.projectId)).find(
    ({ urls }) => !urls.has(urlKey(url ?? "")),
  );
  return {
    en: answer ? "the answer to an older request" : "something",
    pt: answer ? "a resposta a uma requisição mais velha" : "alguém",
    event: answer?.id,
    label: both("older answer", "resposta mais velha"),
    fix: (key: string) => ({
      title: both("keep the newer of the two", "fique com o mais novo dos dois"),
      lines: [
        plus(`mutate(${key}, (now) => (now.updatedAt > next.updatedAt ? now : next), {`),
        plus("  revalidate: false,"),
        plus("});"),
      ],
    }),
  };
}
