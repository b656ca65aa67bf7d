/** The test without realtime: polling brings the picture all the same. */
import type { Job } from "../chain/job.ts";
import { both } from "../chain/text.ts";
import { isMadeHere, line, pressed, shown } from "./check-lines.ts";
import type { About, Test } from "./checklist.ts";
import { NO_JOB } from "./step-tick.ts";

/** Faults that take realtime away. */
const CUTS = ["keep-cut", "cut", "half-open", "offline"] as const;

/** What took realtime away while the job ran: a fault that was on, or a socket that had gone. */
function lossOf(job: Job, { witness, diary, now }: Omit<About, "job">): string | undefined {
  const end = job.endedAt ?? now;
  const span = CUTS.flatMap((id) => diary.spansOf(id)).find(
    ({ doc, from, to }) => doc === job.doc && from < end && to > job.startedAt,
  );
  const act =
    span && diary.actsOf(span.id).find(({ doc, at }) => doc === span.doc && at >= span.from);
  const closed = witness.lostAt(job.doc, job.startedAt) ?? witness.lostAt(job.doc, end);
  return closed?.id ?? act?.id ?? span?.event;
}

export const polling: Test = {
  id: "polling",
  title: both("Fallback polling", "Polling de reserva"),
  isAbout: (job, about) => isMadeHere(job) && lossOf(job, about) !== undefined,
  lines: [
    line(
      "lost",
      both(
        "Realtime is off: the WebSocket is disconnected",
        "O realtime está fora: WebSocket desconectado",
      ),
      (about) => {
        const event = about.job && lossOf(about.job, about);
        return event === undefined
          ? {
              state: "missing",
              turn: "keep-cut",
              text: both(
                "No job ran without a connection. Switch on Keep it cut, then press Generate.",
                "Nenhum job rodou sem conexão. Ligue Manter cortada e aperte Gerar.",
              ),
            }
          : { state: "seen", event, text: both("the connection was gone", "a conexão tinha ido") };
      },
    ),
    pressed,
    line(
      "polls",
      both("Lines of [POLLING] appear", "Linhas de [POLLING] aparecem"),
      ({ job, witness, diary, now }) => {
        if (!job) return { state: "missing", text: NO_JOB };
        const end = job.endedAt ?? now;
        const said = witness
          .lines(job.doc, job.startedAt, end)
          .find(({ text }) => text.startsWith("[POLLING]"));
        if (said) return { state: "seen", event: said.id, text: said.text };
        const act = diary
          .actsOf("fallback-polling")
          .find(({ doc, at }) => doc === job.doc && at >= job.startedAt && at <= end);
        if (act) {
          return {
            state: "seen",
            event: act.id,
            text: both("the companion's fix asked", "a correção do companion perguntou"),
          };
        }
        const asks = witness.asks(job.doc, job.startedAt, end);
        return asks[0]
          ? {
              state: "inferred",
              event: asks[0].id,
              text: both(
                `The job API was asked ${asks.length} times, and no line says so.`,
                `A API de jobs foi consultada ${asks.length} vezes, e nenhuma linha o diz.`,
              ),
            }
          : {
              state: "missing",
              text: both(
                "Nobody asked the job API. Switch on Fallback polling, or write it into the app.",
                "Ninguém consultou a API de jobs. Ligue Polling de reserva, ou escreva-o no app.",
              ),
            };
      },
    ),
    shown(
      both("The image appears in the end, by polling", "A imagem aparece no fim, pelo polling"),
      () => true,
    ),
  ],
};
