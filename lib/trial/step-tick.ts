import type { Job, StepState } from "../chain/job.ts";
import type { StepId } from "../chain/profile.ts";
import { both, clock, compose, duration, type Text } from "../chain/text.ts";
import type { About, Tick } from "./checklist.ts";

export const NO_JOB = both(
  "No job was seen for it yet. Make one in the page.",
  "Nenhum job foi visto para isso ainda. Crie um na página.",
);

export const stateOf = ({ create, update }: Job, id: StepId): StepState | undefined =>
  [...create, ...update].find(({ step }) => step === id);

/** Text that says when, after the job began. */
const after = (job: Job, at: number | undefined): Text =>
  at === undefined
    ? both("seen", "visto")
    : both(
        `seen ${duration(at - job.startedAt)} after the click`,
        `visto ${duration(at - job.startedAt)} depois do clique`,
      );

/** A line that one step of the job proves. `missing` says where to look when it does not. */
export function tickOf(
  { job }: About,
  id: StepId,
  words: { inferred?: Text; missing: Text },
): Tick {
  if (!job) return { state: "missing", text: NO_JOB };
  const step = stateOf(job, id);
  const [event] = step?.evidence ?? [];
  switch (step?.status) {
    case "observed":
      return { state: "seen", text: after(job, step.at), ...(event !== undefined && { event }) };
    case "inferred": {
      const from = step.from && stateOf(job, step.from)?.evidence[0];
      const said = both(`proven by ${step.from}`, `provado por ${step.from}`);
      const { inferred } = words;
      return {
        state: "inferred",
        text: inferred ? compose((word) => `${word(said)}. ${word(inferred)}`) : said,
        ...(from !== undefined && { event: from }),
      };
    }
    case "waiting":
    case "late":
    case "not-yet":
      return { state: "waiting", text: both("not yet", "ainda não") };
    default: {
      const when = clock(job.startedAt);
      const said = both(
        `${id} did not come for the job of ${when}`,
        `${id} não veio no job das ${when}`,
      );
      return { state: "missing", text: compose((word) => `${word(said)}. ${word(words.missing)}`) };
    }
  }
}

/** A line that the page itself writes to its console; where the step is proven without it, it only has to be added. */
export function lineTick(about: About, wanted: RegExp, step: StepId, line: string): Tick {
  const { job, witness, now } = about;
  if (!job) return { state: "missing", text: NO_JOB };
  const written = witness
    .lines(job.doc, job.startedAt, (job.endedAt ?? now) + LATE_MS)
    .find(({ text }) => wanted.test(text.slice(0, LINE)));
  if (written) return { state: "seen", text: written.text, event: written.id };
  const proof = tickOf(about, step, { missing: both("", "") });
  if (proof.state === "seen" || proof.state === "inferred") {
    return {
      ...proof,
      state: "inferred",
      text: both(
        `${step} shows it, though no line says so. Add ${line} to the app's handler.`,
        `${step} mostra isso, embora nenhuma linha o diga. Adicione ${line} ao handler do app.`,
      ),
    };
  }
  if (proof.state === "waiting") return proof;
  return {
    state: "missing",
    text: both(
      `Neither the line nor ${step} was seen. Look at this job's verdict.`,
      `Nem a linha nem ${step} foram vistos. Veja o veredito deste job.`,
    ),
  };
}

/** So much of a line is read: a page writes what it likes. */
const LINE = 200;

/** What a handler writes may come after the job has ended, ms. */
const LATE_MS = 2_000;
