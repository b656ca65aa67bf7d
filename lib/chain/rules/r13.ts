import type { ProjectAnswer, RowFrame } from "../facts.ts";
import type { Fix } from "../job.ts";
import { isAsking, isDiscarded } from "../revalidation.ts";
import { both, type Text } from "../text.ts";
import { FETCH_UNCACHED } from "./fixes.ts";
import type { Rule } from "./rule.ts";

/** Who may have kept an old answer. */
type Keeper = "browser" | "next" | "edge" | "source";

interface Words {
  says: Text;
  fix: Fix;
}

const plus = (text: string) => ({ mark: "+" as const, text });

const KEEPERS: Record<Keeper, Words> = {
  browser: {
    says: both("It came from the browser's own cache.", "Ela veio do cache do próprio navegador."),
    fix: FETCH_UNCACHED,
  },
  next: {
    says: both("It came from Next's cache.", "Ela veio do cache do Next."),
    fix: {
      title: both("the route of the project API", "a rota da API do projeto"),
      lines: [plus('export const dynamic = "force-dynamic";')],
    },
  },
  edge: {
    says: both(
      "It came from a cache in front of the API.",
      "Ela veio de um cache na frente da API.",
    ),
    fix: {
      title: both("the answer of the project API", "a resposta da API do projeto"),
      lines: [plus('headers: { "Cache-Control": "private, no-store" }')],
    },
  },
  source: {
    says: both(
      "No cache shows in the answer: the API read an older copy, a replica or a data cache, or it read before the commit.",
      "Nenhum cache aparece na resposta: a API leu uma cópia mais velha, uma réplica ou um cache de dados, ou leu antes do commit.",
    ),
    fix: {
      title: both("the project API reads the row itself", "a API do projeto lê a própria linha"),
      lines: [
        plus('export const dynamic = "force-dynamic"; // and fetch(url, { cache: "no-store" })'),
        plus("// the primary database, and broadcast only after the commit"),
      ],
    },
  },
};

/** SWR did ask, and what came back was older than the frame. */
export const r13: Rule = {
  id: "R13",
  title: both("API answered with old data", "A API respondeu com dados velhos"),
  confidence: "proof",
  steps: ["U11"],
  source: "next.js #51788",
  find({ log, evidence, until }) {
    const { mutate, answers, placed, lost, swrKey } = evidence;
    const answer = answers.findLast((each) => !isDiscarded(log, each, swrKey));
    if (!mutate || !placed || !answer || answer.status >= 400) return null;
    if (isAsking(log, evidence, answer.startedAt, until)) return null;
    const versions = versionsOf(placed, answer);
    // What is newer than the frame is not old: then the row itself has lost the picture.
    if ((lost && lost.at <= answer.at) || versions === "newer") return null;
    const keeper = keeperOf(answer);
    const { says, fix } = KEEPERS[keeper];
    const headers = headersOf(answer);
    const told = headers.length > 0 ? ` (${headers.join(", ")})` : "";
    const since = versions && {
      en: `: it holds the row of ${versions.answer}, the frame that of ${versions.frame}`,
      "pt-BR": `: ela traz a linha de ${versions.answer}, o frame a de ${versions.frame}`,
    };
    return {
      ...(keeper === "source" && !versions && { confidence: "strong" as const }),
      sentence: both(
        `The answer to GET ${swrKey} after the frame was old${since?.en ?? ": it lacks the new URL"}. ${wordsOf(says, "en", told)}`,
        `A resposta a GET ${swrKey} depois do frame era velha${since?.["pt-BR"] ?? ": não traz a nova URL"}. ${wordsOf(says, "pt-BR", told)}`,
      ),
      evidence: [
        { event: placed.id, label: both("frame, new URL", "frame, nova URL") },
        { event: mutate.id, label: "mutate" },
        {
          event: answer.id,
          label: both(`answer ${answer.status}, old`, `resposta ${answer.status}, velha`),
        },
      ],
      fix,
    };
  },
};

const wordsOf = (text: Text, language: "en" | "pt-BR", told: string): string =>
  (typeof text === "string" ? text : text[language]).replace(/\.$/, `${told}.`);

/** Both on the server's clock; undefined when they cannot tell. */
function versionsOf({ serverAt }: RowFrame, { updatedAt }: ProjectAnswer) {
  if (serverAt === undefined || updatedAt === undefined || serverAt === updatedAt) return undefined;
  if (updatedAt > serverAt) return "newer" as const;
  return { frame: time(serverAt), answer: time(updatedAt) };
}

const time = (at: number): string => `${new Date(at).toISOString().slice(11, 23)} UTC`;

const isHit = (header: string | undefined): boolean => /hit|stale/i.test(header ?? "");

function keeperOf({ cached, headers }: ProjectAnswer): Keeper {
  if (cached) return "browser";
  if (isHit(headers["x-nextjs-cache"])) return "next";
  if (isHit(headers["x-vercel-cache"]) || Number(headers["age"] ?? 0) > 0) return "edge";
  return "source";
}

const headersOf = ({ headers }: ProjectAnswer): string[] =>
  ["x-nextjs-cache", "x-vercel-cache", "age", "cache-control"].flatMap((name) =>
    headers[name] === undefined ? [] : [`${name}: ${headers[name]}`],
  );
