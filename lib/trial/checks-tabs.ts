/** The test of two tabs: what one makes the other shows. */
import type { Job } from "../chain/job.ts";
import { both, type Text } from "../chain/text.ts";
import { isMadeHere, line } from "./check-lines.ts";
import type { About, CheckLine, Test } from "./checklist.ts";
import { stateOf, tickOf } from "./step-tick.ts";

/** How many tabs were heard: in this log, and of the same site beside it. */
const heard = ({ witness, sheet }: Pick<About, "witness" | "sheet">): number =>
  Math.max(witness.tabs().length, sheet?.tabs.length ?? 0);

/** A job of another tab: this one never saw its action, or another one that is heard may show it too. */
const isElsewhere = (job: Job, about: Pick<About, "witness" | "sheet">): boolean =>
  isMadeHere(job) ? heard(about) > 1 : stateOf(job, "C5")?.status === "observed";

const THERE = new Set(["received", "late", "hidden", "disconnected"]);

/** The event of another tab that shows a step of the job, hidden or not. */
function signElsewhere(job: Job, id: "C7" | "U12", { witness, sheet }: About): string | undefined {
  const needle = id === "C7" ? job.id : job.url;
  const sighting =
    needle === undefined
      ? undefined
      : witness.sightings(needle).find(({ tab, at }) => tab !== job.tab && at >= job.startedAt);
  if (sighting) return sighting.id;
  const cells = sheet?.rows.find((row) => row.id === job.id)?.steps[id].cells;
  const cell = cells?.find(
    ({ kind, at }, place) =>
      THERE.has(kind) && at !== undefined && sheet?.tabs[place]?.tab !== job.tab,
  );
  return cell?.evidence[0]?.event;
}

/** In the tab that did not make the job. */
const otherTab = (id: "C7" | "U12", text: Text): CheckLine =>
  line(id, text, (about) => {
    const { job } = about;
    const missing = both(
      "It was not seen in that tab. Look at the job's verdict there.",
      "Não foi visto naquela aba. Veja o veredito do job lá.",
    );
    if (!job || !isMadeHere(job)) return tickOf(about, id, { missing });
    const event = signElsewhere(job, id, about);
    return event === undefined
      ? { state: "missing", text: missing }
      : { state: "seen", event, text: both("seen in the other tab", "visto na outra aba") };
  });

export const tabs: Test = {
  id: "tabs",
  title: both("Two tabs", "Duas abas"),
  isAbout: isElsewhere,
  lines: [
    line(
      "open",
      both("Two tabs with the same project", "Duas abas com o mesmo projeto"),
      (about) => {
        const { job } = about;
        const event = job && (stateOf(job, "C5") ?? stateOf(job, "C1"))?.evidence[0];
        const n = heard(about);
        if (n > 1) {
          return {
            state: "seen",
            ...(event !== undefined && { event }),
            text: both(`${n} tabs are heard`, `${n} abas são ouvidas`),
          };
        }
        if (job) {
          return {
            state: "inferred",
            ...(event !== undefined && { event }),
            text: both(
              "One tab is heard; the job came from another.",
              "Uma aba é ouvida; o job veio de outra.",
            ),
          };
        }
        return {
          state: "missing",
          text: both(
            "One tab is heard. Open the project in a second tab and press Generate there.",
            "Uma aba é ouvida. Abra o projeto numa segunda aba e aperte Gerar lá.",
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
