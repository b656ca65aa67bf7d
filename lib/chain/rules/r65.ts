import type { Evidence } from "../evidence.ts";
import { within, type Lost, type Save } from "../facts.ts";
import { urlKey } from "../names.ts";
import { AFTERMATH_MS } from "../profile.ts";
import { both, clock } from "../text.ts";
import type { Rule, Story } from "./rule.ts";

/** A save's answer may come this long before the frame of the change that it overwrote, ms. */
const SLACK_MS = 2_000;

/** The project's content is one document: who saves an older copy of it erases what came in between. */
export const r65: Rule = {
  id: "R65",
  title: both("Autosave overwrote the result", "O autosave sobrescreveu o resultado"),
  confidence: "proof",
  steps: [],
  source: "lab: project-overwritten-by-autosave",
  refute(story) {
    const { evidence, log } = story;
    const { lost, url, facts, placed, replacedBy } = evidence;
    if (!lost || !placed || url === undefined || lost.at <= placed.at) return null;
    const key = urlKey(url);
    // A person may take a node away, and a new job of the node takes the old picture's place.
    if (
      lost.removed ||
      replacedBy !== undefined ||
      cameBack(story, key, lost) ||
      log.jobs.hasNewer(facts, lost.at)
    )
      return null;
    const saves = savesWithout(story, key, lost);
    const knownAt = knownSince(evidence);
    const save = saves.findLast(
      ({ at, end }) => at <= knownAt && (end?.at ?? Infinity) > placed.at - SLACK_MS,
    );
    // Who saves the project without a picture that the page has already means to.
    const isMeant = saves.some(({ at }) => at > knownAt);
    const isOld = lost.at > placed.at + AFTERMATH_MS;
    if (!save && (isMeant || isOld || lost.by !== undefined)) return null;
    const [saved, erased] = [clock(placed.at), clock(lost.at)];
    return {
      step: "U7",
      until: lost.at,
      ...(!save && { confidence: "strong" as const }),
      sentence: save
        ? both(
            `The image was saved at ${saved} and erased at ${erased} by a ${save.method} that began at ${clock(save.at)}, with a copy from before the image.`,
            `A imagem foi salva às ${saved} e apagada às ${erased} por um ${save.method} que começou às ${clock(save.at)}, com uma cópia de antes da imagem.`,
          )
        : both(
            `The image was saved at ${saved}, and the project's next row at ${erased} does not have it. Somebody saved an older copy of the project.`,
            `A imagem foi salva às ${saved}, e a linha seguinte do projeto, às ${erased}, não a tem. Alguém salvou uma cópia mais velha do projeto.`,
          ),
      evidence: [
        { event: placed.id, label: both("frame with the image", "frame com a imagem") },
        ...(save
          ? [{ event: save.id, label: both("save, old copy", "gravação, cópia velha") }]
          : []),
        { event: lost.id, label: both("frame without it", "frame sem ela") },
      ],
      fix: {
        title: both("change the node, not the document", "altere o nó, não o documento"),
        lines: [
          { mark: "-", text: "update projects set content = $1 where id = $2" },
          { mark: "+", text: "update projects set content = $1 where id = $2 and updated_at = $3" },
        ],
      },
    };
  },
};

/** Whether a later frame or answer holds the picture again. */
function cameBack({ log, evidence }: Story, key: string, lost: Lost): boolean {
  const { answers, probes, brought } = log.pictures;
  const { projectId } = evidence.facts;
  const frame = brought.get(key);
  if (frame && frame.at > lost.at) return true;
  return [answers, probes].some((shelf) =>
    within(shelf.of(projectId), lost.at, Infinity).some(
      ({ startedAt, urls }) => startedAt > lost.at && urls.has(key),
    ),
  );
}

/** When the page had the picture: what it saved before that was an older copy. */
const knownSince = ({ steps, shown }: Evidence): number =>
  Math.min(steps.get("U11")?.at ?? Infinity, shown?.at ?? Infinity);

/** The saves of this tab, shortly before the loss, that hold the project as it was after it. */
function savesWithout({ log, evidence: { facts } }: Story, key: string, { at, by }: Lost): Save[] {
  return within(log.pictures.saves.of(facts.projectId), at - AFTERMATH_MS, at).filter(
    ({ doc, urls }) =>
      log.isOwn(facts, { doc }) &&
      urls?.has(key) === false &&
      (by === undefined || urls.has(urlKey(by))),
  );
}
