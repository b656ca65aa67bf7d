import type { EventOf } from "../../event.ts";
import type { Correlator } from "../correlate.ts";
import { commitAfter } from "../whereabouts.ts";
import type { Evidence } from "../evidence.ts";
import { within, type Seen } from "../facts.ts";
import { both } from "../text.ts";
import { frameOf, handlerBefore } from "./bindings.ts";
import { emptyHanded, missOf, type Miss } from "./misses.ts";
import type { Finding, Rule } from "./rule.ts";

type Run = EventOf<"handler.run">;

/** A handler that reads what its message does not have runs, and does nothing. */
export const r06: Rule = {
  id: "R06",
  title: both("Payload shape mismatch", "Formato do payload não confere"),
  steps: ["C7", "U11"],
  confidence: "proof",
  source: "supabase-js #640, PR #1747, realtime-js PR #459",
  find({ step, evidence, log }) {
    if (step !== "C7" && step !== "U11") return null;
    const handler = handlerBefore[step];
    const run = evidence.runs.get(handler)?.[0];
    const frame = evidence[frameOf[handler]];
    if (!frame || !run || run.outcome === "threw") return null;
    const line = emptyHanded(log, run);
    const miss = missOf(run, frame);
    if ((!line && !miss) || (step === "U11" && hasMutated(log, run))) return null;
    // A handler may look in two places; only its own word says that it found nothing.
    return { step: handler, ...(!line && { confidence: "strong" }), ...said(run, miss, line) };
  },
  refute({ evidence, log }) {
    for (const step of ["C6", "U6"] as const) {
      const frame = evidence[frameOf[step]];
      const run = evidence.runs.get(step)?.find(({ misses }) => misses !== undefined);
      if (!run || !frame || run.outcome === "threw") continue;
      const miss = missOf(run, frame);
      const sign = miss?.isRow && (emptyHanded(log, run) ?? noCommit(log, evidence, run));
      if (sign) return { step, until: sign.at, ...said(run, miss, sign) };
    }
    return null;
  },
};

/** A look at the page some time after a run, until when no commit held the job. */
function noCommit(log: Correlator, evidence: Evidence, run: Run): Seen | undefined {
  const { jobId } = evidence.facts;
  const look = log.screen.looks.of(jobId).find(({ at, doc }) => doc === run.doc && at > run.at);
  if (!look || log.screen.wasExhausted(run.doc, run.at, look.at)) return undefined;
  const commit = commitAfter(log, evidence, jobId, run.at - run.ms);
  return commit && commit.at <= look.at ? undefined : look;
}

/** So long after a run began a mutate is its work, ms. */
const WORK_MS = 2_000;

/** Whatever the handler read, it asked for something again. */
const hasMutated = (log: Correlator, { doc, at, ms }: Run): boolean =>
  [...log.cache.mutates.values()].some((calls) =>
    within(calls, at - ms, at + WORK_MS).some((each) => each.doc === doc),
  );

function said(run: Run, miss: Miss | undefined, sign: Seen | undefined): Omit<Finding, "step"> {
  const handler = run.handler || "handler";
  const { read, has } = miss ?? { read: "payload.new", has: "payload.payload.record" };
  const isColumn = miss !== undefined && !read.startsWith("payload.");
  return {
    sentence: isColumn
      ? both(
          `${handler} read ${read}; the row's column is ${has}. It ran, found nothing there and changed nothing.`,
          `${handler} leu ${read}; a coluna da linha é ${has}. Ele rodou, não achou nada ali e não mudou nada.`,
        )
      : both(
          `${handler} read ${read}, which a database broadcast does not have: it is in ${has}. It ran and changed nothing.`,
          `${handler} leu ${read}, que um broadcast do banco não tem: está em ${has}. Ele rodou e não mudou nada.`,
        ),
    evidence: [
      { event: run.id, label: both(`${handler} ran`, `${handler} rodou`) },
      ...(sign ? [{ event: sign.id, label: both("found no row", "não achou a linha") }] : []),
    ],
    fix: {
      title: handler,
      lines: isColumn
        ? [
            { mark: "-", text: `record.${read}` },
            { mark: "+", text: `record.${has}` },
          ]
        : [
            { mark: "-", text: "const { eventType, new: row, old } = payload;" },
            { mark: "+", text: "const { operation, record, old_record } = payload.payload;" },
          ],
    },
  };
}
