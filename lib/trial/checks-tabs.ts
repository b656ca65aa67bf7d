/** The test of two tabs: what one makes the other shows. */
import type { Job } from "../chain/job.ts";
import { both, type Text } from "../chain/text.ts";
import { isMadeHere, line } from "./check-lines.ts";
import type { About, CheckLine, Test } from "./checklist.ts";
import { stateOf, tickOf } from "./step-tick.ts";

/** A job of another tab: this one never saw its action, or another one of this log shows it too. */
const isElsewhere = (job: Job, { witness }: Pick<About, "witness">): boolean =>
  isMadeHere(job) ? witness.tabs().length > 1 : stateOf(job, "C5")?.status === "observed";

/** In the tab that did not make the job. */
const otherTab = (id: "C7" | "U12", text: Text): CheckLine =>
  line(id, text, (about) => {
    const { job, witness } = about;
    const missing = both(
      "It was not seen in that tab. Look at the job's verdict there.",
      "Não foi visto naquela aba. Veja o veredito do job lá.",
    );
    if (!job || !isMadeHere(job)) return tickOf(about, id, { missing });
    const needle = id === "C7" ? job.id : job.url;
    const sign =
      needle === undefined
        ? undefined
        : witness.sightings(needle).find(({ tab, at }) => tab !== job.tab && at >= job.startedAt);
    return sign
      ? { state: "seen", event: sign.id, text: both("seen in the other tab", "visto na outra aba") }
      : { state: "missing", text: missing };
  });

export const tabs: Test = {
  id: "tabs",
  title: both("Two tabs", "Duas abas"),
  isAbout: isElsewhere,
  lines: [
    line(
      "open",
      both("Two tabs with the same project", "Duas abas com o mesmo projeto"),
      ({ job, witness }) => {
        const event = job && (stateOf(job, "C5") ?? stateOf(job, "C1"))?.evidence[0];
        if (job) {
          return {
            state: witness.tabs().length > 1 ? "seen" : "inferred",
            ...(event !== undefined && { event }),
            text:
              witness.tabs().length > 1
                ? both("both tabs are in this log", "as duas abas estão neste log")
                : both(
                    "This panel hears one tab; the job came from another.",
                    "Este painel ouve uma aba; o job veio de outra.",
                  ),
          };
        }
        return {
          state: "missing",
          text: both(
            "This panel hears one tab only. Open the project in a second tab and press Generate there: what arrives here ticks the rest.",
            "Este painel só ouve uma aba. Abra o projeto numa segunda aba e aperte Gerar lá: o que chegar aqui marca o resto.",
          ),
        };
      },
    ),
    line(
      "made",
      both("Generate an image in the other tab", "Gerar uma imagem na outra aba"),
      (about) => {
        const { job } = about;
        if (job && !isMadeHere(job)) {
          return tickOf(about, "C5", { missing: both("", "") });
        }
        return tickOf(about, "C1", {
          missing: both("Press Generate in the other tab.", "Aperte Gerar na outra aba."),
        });
      },
    ),
    otherTab("C7", both("The queue updates in this tab", "A fila atualiza nesta aba")),
    otherTab("U12", both("The image appears in this tab", "A imagem aparece nesta aba")),
  ],
};
