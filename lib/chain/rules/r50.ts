import type { EventOf } from "../../event.ts";
import type { Correlator } from "../correlate.ts";
import { lastImage } from "../whereabouts.ts";
import type { Evidence } from "../evidence.ts";
import type { RowFrame } from "../facts.ts";
import { AFTERMATH_MS } from "../profile.ts";
import { both, clock } from "../text.ts";
import type { Finding, Rule } from "./rule.ts";

/** An older project that was applied over a newer one. */
interface Swap {
  newer: RowFrame;
  older: RowFrame;
  run: EventOf<"handler.run">;
}

/** Broadcasts of different transactions may overtake each other; the time in the row does not. */
export const r50: Rule = {
  id: "R50",
  title: both("Events applied out of order", "Eventos aplicados fora de ordem"),
  confidence: "proof",
  steps: ["U12"],
  source: "supabase-js #1721",
  find({ log, evidence }) {
    if (evidence.shown) return null;
    const swap = swapOf(log, evidence);
    return swap ? finding(swap) : null;
  },
  refute({ log, evidence }) {
    if (!evidence.placed || !evidence.shown) return null;
    const swap = swapOf(log, evidence);
    const last = swap && lastImage(log, evidence);
    if (last?.kind !== "image.remove" || last.at < swap!.run.at) return null;
    const gone = { event: last.id, label: both("image gone", "imagem sumiu") };
    const { evidence: chips, ...rest } = finding(swap!);
    return { ...rest, evidence: [...chips, gone], step: "U12", until: last.at + AFTERMATH_MS };
  },
};

/** The last frame of the project that came later, is older by its own time, and had its handler run. */
function swapOf(log: Correlator, { placed }: Evidence): Swap | undefined {
  const time = placed?.serverAt;
  if (!placed || time === undefined) return undefined;
  const frames = log.pictures.frames.of(`${placed.doc} ${placed.topic}`);
  const older = frames.at(-1);
  if (!older || older.at <= placed.at || (older.serverAt ?? Infinity) >= time) return undefined;
  const run = log.runs.of(older.id).find(({ outcome }) => outcome !== "threw");
  return run && { newer: placed, older, run };
}

const finding = ({ newer, older, run }: Swap): Finding => ({
  sentence: both(
    `An older project was applied after a newer one: the frame of ${clock(older.at)} holds the row of ${clock(older.serverAt!)}, and the one before it that of ${clock(newer.serverAt!)}. The picture is in the newer one only.`,
    `Um projeto mais antigo foi aplicado depois de um mais novo: o frame das ${clock(older.at)} traz a linha das ${clock(older.serverAt!)}, e o anterior, a das ${clock(newer.serverAt!)}. A imagem só está no mais novo.`,
  ),
  evidence: [
    { event: newer.id, label: both("newer row", "linha mais nova") },
    { event: older.id, label: both("older row, later", "linha mais antiga, depois") },
    { event: run.id, label: both(`${run.handler} ran`, `${run.handler} rodou`) },
  ],
  fix: {
    title: run.handler,
    lines: [
      { mark: "+", text: "if (record.updated_at < current.updated_at) return;" },
      { mark: " ", text: "apply(record);" },
    ],
  },
});
