/** The tests of one tab: a job is made, and its picture comes. */
import { both, type Text } from "../chain/text.ts";
import { isMadeHere, line, pressed, shown } from "./check-lines.ts";
import type { About, CheckLine, Test, Tick } from "./checklist.ts";
import { modelsOf } from "./model-of.ts";
import { lineTick, NO_JOB, tickOf } from "./step-tick.ts";

/** A line of the database's or the server's log: only a later step shows it in a browser. */
const logged = (id: "C3" | "U4" | "U7" | "U8", text: Text, wanted: string): CheckLine =>
  line(id, text, (about) =>
    tickOf(about, id, {
      inferred: both("No browser reads that log.", "Nenhum navegador lê esse log."),
      missing: both(`Look for ${wanted} in that log.`, `Procure ${wanted} nesse log.`),
    }),
  );

function modelTick({ job, witness }: About): Tick {
  if (!job) return { state: "missing", text: NO_JOB };
  const { asked, row } = modelsOf(job, witness);
  if (!row) {
    return {
      state: "missing",
      text: both(
        "No frame of this job names a model (modelId, model_id, model).",
        "Nenhum frame deste job nomeia um modelo (modelId, model_id, model).",
      ),
    };
  }
  const { model, event } = row;
  if (!asked) {
    return {
      state: "inferred",
      event,
      text: both(
        `The row says ${model}; what was asked for is not in the action's arguments.`,
        `A linha diz ${model}; o que foi pedido não está nos argumentos da ação.`,
      ),
    };
  }
  return asked.model === model
    ? {
        state: "seen",
        event,
        text: both(`asked for ${model}, row ${model}`, `pedido ${model}, linha ${model}`),
      }
    : {
        state: "missing",
        event,
        text: both(
          `Asked for ${asked.model}, but the row says ${model}.`,
          `Pedido ${asked.model}, mas a linha diz ${model}.`,
        ),
      };
}

export const creation: Test = {
  id: "creation",
  title: both("Job creation", "Criação do job"),
  isAbout: isMadeHere,
  lines: [
    pressed,
    line(
      "console",
      both(
        "The console says [REALTIME] Job update received",
        "O console diz [REALTIME] Job update received",
      ),
      (about) =>
        lineTick(
          about,
          /^\[REALTIME\].*job.*(update|insert|received)/i,
          "C6",
          "[REALTIME] Job update received",
        ),
    ),
    logged(
      "C3",
      both(
        "The database's log says [REALTIME] fal_jobs trigger",
        "O log do banco diz [REALTIME] fal_jobs trigger",
      ),
      "[REALTIME] fal_jobs trigger",
    ),
    line(
      "C7",
      both(
        "The job appears in the queue without a refresh",
        "O job aparece na fila sem recarregar",
      ),
      (about) =>
        tickOf(about, "C7", {
          missing: both("Look at this job's verdict.", "Veja o veredito deste job."),
        }),
    ),
    line("model", both("The job has the right model", "O job tem o modelo certo"), modelTick),
  ],
};

export const completion: Test = {
  id: "completion",
  title: both("Job completion", "Conclusão do job"),
  isAbout: isMadeHere,
  lines: [
    line("U1", both("The provider calls the webhook", "O provedor chama o webhook"), (about) =>
      tickOf(about, "U1", {
        missing: both(
          "Look for the call in the server's log.",
          "Procure a chamada no log do servidor.",
        ),
      }),
    ),
    logged(
      "U7",
      both("The webhook's log says updateProjectNode", "O log do webhook diz updateProjectNode"),
      "updateProjectNode",
    ),
    logged(
      "U4",
      both(
        "The database's log says [REALTIME] fal_jobs trigger, UPDATE",
        "O log do banco diz [REALTIME] fal_jobs trigger, UPDATE",
      ),
      "[REALTIME] fal_jobs trigger",
    ),
    logged(
      "U8",
      both(
        "The database's log says [REALTIME] projects trigger",
        "O log do banco diz [REALTIME] projects trigger",
      ),
      "[REALTIME] projects trigger",
    ),
    line(
      "console",
      both(
        "The console says [REALTIME] Project update received",
        "O console diz [REALTIME] Project update received",
      ),
      (about) =>
        lineTick(
          about,
          /^\[REALTIME\].*project.*(update|received)/i,
          "U10",
          "[REALTIME] Project update received",
        ),
    ),
    line(
      "mutate",
      both(
        "The console says [REALTIME] Calling mutate()",
        "O console diz [REALTIME] Calling mutate()",
      ),
      (about) => lineTick(about, /^\[REALTIME\].*mutate\(/i, "U11", "[REALTIME] Calling mutate()"),
    ),
    shown(
      both(
        "The image appears in the node without a refresh",
        "A imagem aparece no nó sem recarregar",
      ),
      ({ verdict }) => verdict.kind === "complete",
    ),
  ],
};
