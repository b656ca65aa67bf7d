/** Why a step that a page alone can tell of was not told of: never because it did not happen. */
import type { Correlator } from "./correlate.ts";
import type { Evidence } from "./evidence.ts";
import type { RowFrame } from "./facts.ts";
import type { StepId } from "./profile.ts";
import { both, type Text } from "./text.ts";

const late = both(
  "the page was here before Hopscope: reload it to see handlers",
  "a página chegou antes do Hopscope: recarregue para ver os handlers",
);
const hidden = both(
  "this client hides its channels: window.__HOPSCOPE__?.register(client) shows them",
  "este cliente esconde seus canais: window.__HOPSCOPE__?.register(client) os mostra",
);
const off = both(
  "the tap of channels has switched itself off",
  "o tap de canais se desligou sozinho",
);

/** The frame that a handler's step is about. */
export function frameOf({ insert, update, placed }: Evidence, step: StepId): RowFrame | undefined {
  const frames: Partial<Record<StepId, RowFrame | undefined>> = {
    C6: insert,
    U6: update,
    U10: placed,
  };
  return frames[step];
}

/** Whether the channel that a frame came for was known when it came: only then its handlers were watched. */
export const isWatched = (log: Correlator, { doc, topic, at }: RowFrame): boolean =>
  (log.topics.get(doc, `realtime:${topic}`).creates[0]?.at ?? Infinity) <= at;

/** The reason for the rung of a handler whose frame came, in few words. */
export function whyUnseen(log: Correlator, evidence: Evidence, step: StepId): Text | undefined {
  const frame = frameOf(evidence, step);
  if (!frame) return undefined;
  if (log.pages.isOff(frame.doc, ["channel"], frame.at)) return off;
  if (isWatched(log, frame)) return undefined;
  return log.document(frame.doc).late ? late : hidden;
}
