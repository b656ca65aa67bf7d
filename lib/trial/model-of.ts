import type { Job, StepState } from "../chain/job.ts";
import type { StepId } from "../chain/profile.ts";
import { decode } from "../realtime/frame.ts";
import type { Witness } from "./witness.ts";

/** How a model is named, whoever provides it. */
const MODEL = /"(?:modelId|model_id|model)"\s*:\s*"([^"]+)"/;

/** The model that an event names, and the event. */
export interface Named {
  model: string;
  event: string;
}

const stepOf = ({ create, update }: Job, id: StepId): StepState | undefined =>
  [...create, ...update].find(({ step }) => step === id);

/** What the action was asked for, and what the row of the job says. */
export function modelsOf(job: Job, witness: Witness): { asked?: Named; row?: Named } {
  const first = (steps: readonly StepId[], kinds: readonly string[]): Named | undefined => {
    for (const step of steps) {
      for (const event of stepOf(job, step)?.evidence ?? []) {
        const text = textOf(event, kinds, witness);
        const model = text === undefined ? undefined : MODEL.exec(text)?.[1];
        if (model !== undefined) return { model, event };
      }
    }
    return undefined;
  };
  const asked = first(["C1", "C2"], ["fetch.start"]);
  const row = first(["C5", "U5"], ["frame.in"]);
  return { ...(asked && { asked }), ...(row && { row }) };
}

function textOf(id: string, kinds: readonly string[], witness: Witness): string | undefined {
  const event = witness.get(id);
  if (!event || !kinds.includes(event.kind)) return undefined;
  if (event.kind === "fetch.start") return event.body;
  if (event.kind !== "frame.in" || event.held) return undefined;
  const message = decode(event.body, witness.vsn(event.doc, event.socket), "in");
  return "error" in message ? undefined : JSON.stringify(message.payload);
}
