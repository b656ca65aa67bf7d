/** U12: the picture's element, and the data that it is rendered from. */
import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import { within } from "../facts.ts";
import { AFTERMATH_MS } from "../profile.ts";
import { both } from "../text.ts";
import { holdsOf, isOutOfView } from "../whereabouts.ts";

export function collectImage(log: Correlator, evidence: Evidence, key: string): void {
  const { facts, swrKey } = evidence;
  // Each page that is loaded shows it again: of the other kinds nothing more is asked.
  const seen = log.screen.images.of(key);
  const shown = seen.find((each) => each.kind === "image.load" && log.isOwn(facts, each));
  const broken = seen.find((each) => each.kind === "image.error" && log.isOwn(facts, each));
  const begun = seen.findLast((each) => each.kind === "image.start" && log.isOwn(facts, each));
  const next = log.screen.images
    .of(evidence.replacedBy)
    .find((each) => each.kind === "image.load" && log.isOwn(facts, each));
  const commit = log.screen.commits.of(key).find((each) => log.isOwn(facts, each));
  if (begun?.kind === "image.start") evidence.begun = begun;
  if (broken?.kind === "image.error") evidence.broken = broken;
  const since = evidence.placed?.at ?? Infinity;
  const write = within(log.cache.writes.of(swrKey), since, since + AFTERMATH_MS).findLast(
    (each) => log.isOwn(facts, each) && holdsOf(each, key) !== holdsOf({ holds: each.held }, key),
  );
  if (write) evidence.write = write;
  if (shown?.kind === "image.load") {
    evidence.shown = shown;
    const ids = commit ? [commit.id, shown.id] : [shown.id];
    const note = `${shown.width} × ${shown.height}`;
    evidence.steps.set("U12", { at: shown.at, evidence: ids, note });
  } else if (next) {
    const note = both("the node shows its next picture", "o nó mostra a próxima imagem");
    evidence.steps.set("U12", { at: next.at, evidence: [next.id], note });
  } else if (broken) {
    const failed = both(
      "the browser could not show the file",
      "o navegador não conseguiu mostrar o arquivo",
    );
    evidence.steps.set("U12", { at: broken.at, evidence: [broken.id], failed });
  } else if (evidence.begun && isOutOfView(evidence.begun)) {
    const { at, id } = evidence.begun;
    const note = both("waits to be scrolled into view", "espera a rolagem até ela");
    evidence.steps.set("U12", { at, evidence: [id], note });
  }
}
