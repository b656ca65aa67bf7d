import { lastUntil } from "../facts.ts";
import { urlKey } from "../names.ts";
import { both } from "../text.ts";
import { componentOf, hitsOf, holdsOf, lastLook } from "../whereabouts.ts";
import type { Case, Finding, Refutation, Rule, Story } from "./rule.ts";

/** The data reached React, or stood before its door, and nothing on the page shows it. */
export const r69: Rule = {
  id: "R69",
  title: both("New data, no commit", "Dados novos, sem commit"),
  confidence: "proof",
  steps: ["C7", "U12"],
  source: "lab: memo-ignores-image, queue-filters",
  find: (given) => (given.step === "C7" ? filtered(given) : unrendered(given)),
  refute: (story) => (story.evidence.steps.has("C7") ? filtered(story) : null),
};

/** A commit brought the job into the state of a component, and a look later found it in no key and no props: nothing renders it. */
function filtered({ evidence, log }: Story): Refutation | null {
  const { jobId } = evidence.facts;
  const run = evidence.runs.get("C6")?.[0];
  const look = run && lastLook(log, evidence, jobId, run.at - run.ms);
  if (!look || jobId === undefined) return null;
  const commits = log.screen.commits.of(jobId).filter((each) => log.isOwn(evidence.facts, each));
  const held = hitsOf(look, jobId);
  const isRendered = [look, ...commits].some((each) =>
    hitsOf(each, jobId).some(({ where }) => where === "props"),
  );
  if (held.length === 0 || commits.length === 0 || isRendered) return null;
  const commit = commits[0];
  const name = componentOf(held) ?? "React";
  return {
    step: "C7",
    until: look.at,
    // A list without ids in its keys would look the same.
    confidence: "strong",
    sentence: both(
      `${name} holds the job, and nothing below it renders it: a filter or a selector leaves it out.`,
      `${name} tem o job, e nada abaixo dele o renderiza: um filtro ou um seletor o deixa de fora.`,
    ),
    evidence: [
      ...(commit ? [{ event: commit.id, label: "commit" }] : []),
      { event: look.id, label: both("look: not rendered", "busca: não renderizado") },
    ],
    fix: {
      title: both("the filter of the list", "o filtro da lista"),
      lines: [
        { mark: "-", text: "jobs.filter((job) => job.modelId)" },
        { mark: "+", text: "jobs.filter((job) => job.model_id) // rows are snake_case" },
      ],
    },
  };
}

function unrendered({ evidence, log, since, until, doc }: Case): Finding | null {
  const { url, steps, write, lost, begun, broken, shown } = evidence;
  if (url === undefined || begun || broken || shown) return null;
  const key = urlKey(url);
  const answer = steps.get("U11");
  if ((!answer && !(write && holdsOf(write, key))) || (lost && lost.at <= until)) return null;
  if ((log.document(doc).attached.get("react") ?? Infinity) > until) return null;
  const look = lastLook(log, evidence, key, evidence.placed?.at ?? since);
  const commit = lastUntil(
    log.screen.commits.of(key).filter((each) => log.isOwn(evidence.facts, each)),
    until,
  );
  const isUnknown = !look && !commit && log.screen.wasExhausted(doc, since - 5_000, until);
  const held = look && hitsOf(look, key).length > 0 ? look : commit;
  if (isUnknown || (held && hitsOf(held, key).some(({ component }) => component === "img")))
    return null;
  const name = held && (componentOf(hitsOf(held, key)) ?? "React");
  return {
    sentence: name
      ? both(
          `The new URL came as far as ${name}, and no image element shows it. A memo comparator or another field below it leaves it out.`,
          `A nova URL chegou até ${name}, e nenhum elemento de imagem a mostra. Um comparador de memo ou outro campo abaixo dele a deixa de fora.`,
        )
      : both(
          "The new data arrived, and React never rendered it: a memo comparator or a selector ignores the field.",
          "Os dados novos chegaram, e o React nunca os renderizou: um comparador de memo ou um seletor ignora o campo.",
        ),
    evidence: [
      ...(answer?.evidence ?? (write ? [write.id] : [])).map((event) => ({
        event,
        label: both("data", "dados"),
      })),
      ...(held
        ? [{ event: held.id, label: held.kind === "react.look" ? both("look", "busca") : "commit" }]
        : []),
    ],
    fix: {
      title: both("the memo comparator of the node", "o comparador de memo do nó"),
      lines: [{ mark: "+", text: "prev.data.generated?.url === next.data.generated?.url" }],
    },
  };
}
