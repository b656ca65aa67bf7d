/** What the lines of the four tests share. */
import type { Job } from "../chain/job.ts";
import { both, type Text } from "../chain/text.ts";
import type { CheckLine } from "./checklist.ts";
import { stateOf, tickOf } from "./step-tick.ts";

export const isMadeHere = (job: Job): boolean => (stateOf(job, "C1")?.evidence.length ?? 0) > 0;

export const line = (id: string, text: Text, find: CheckLine["find"]): CheckLine => ({
  id,
  text,
  find,
});

export const pressed = line("C1", both("Generate an image", "Gerar uma imagem"), (about) =>
  tickOf(about, "C1", {
    missing: both("Press Generate in the page.", "Aperte Gerar na página."),
  }),
);

/** A picture that a reload or a focus brought is not one that came by itself. */
export const shown = (text: Text, isEnough: (job: Job) => boolean): CheckLine =>
  line("U12", text, (about) => {
    const tick = tickOf(about, "U12", {
      missing: both("Look at this job's verdict.", "Veja o veredito deste job."),
    });
    const { job } = about;
    if (!job || tick.state !== "seen" || isEnough(job)) return tick;
    return { ...tick, state: "missing", text: job.verdict.title };
  });
