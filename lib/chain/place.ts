import type { Correlator } from "./correlate.ts";
import type { Evidence } from "./evidence.ts";
import type { Place } from "./job.ts";
import type { StepId } from "./profile.ts";
import { frameOf, handlerBefore } from "./rules/bindings.ts";
import type { HandlerStep } from "./rules/rule.ts";

const HANDLER: Partial<Record<StepId, HandlerStep>> = {
  C6: "C6",
  U6: "U6",
  U10: "U10",
  ...handlerBefore,
};

/** Where in the app's own code a step lives: the profile's file for the flow, the handler and where it was registered. */
export function placeOf(log: Correlator, evidence: Evidence, step: StepId): Place | undefined {
  const { flow } = evidence.facts;
  const file = flow === "unknown" ? undefined : log.profile.files[step]?.[flow];
  const at = HANDLER[step];
  const run = at && evidence.runs.get(at)?.[0];
  const frame = at && evidence[frameOf[at]];
  const bindings = frame ? log.topics.get(frame.doc, `realtime:${frame.topic}`).bindings : [];
  const bind =
    bindings.find((each) => each.id === run?.bind) ??
    bindings.findLast((each) => each.handler === run?.handler) ??
    bindings.at(-1);
  const handler = run?.handler ?? bind?.handler;
  const stack = run?.stack ?? bind?.stack;
  if (file === undefined && handler === undefined) return undefined;
  return {
    ...(file !== undefined && { file }),
    ...(handler !== undefined && { handler }),
    ...(stack !== undefined && { stack }),
  };
}
