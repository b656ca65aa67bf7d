/** Where the steps of a job were seen, in all documents. */
import type { Correlator } from "../chain/correlate.ts";
import { byTime, type Facts, type RowFrame, type Seen } from "../chain/facts.ts";
import { urlKey } from "../chain/names.ts";
import type { StepId } from "../chain/profile.ts";
import { suffixOf } from "./presence.ts";

/** What shows that a step happened in a document; of a frame also what it was. */
export interface Sign extends Seen {
  message?: string;
  topic?: string;
}

const FINAL = new Set(["completed", "failed"]);
const live = (frames: readonly RowFrame[]) => frames.filter(({ replayed }) => !replayed);

/** What shows a step, by step. Frames are told by the wire, the others by what React rendered and the page showed. */
const FINDERS = {
  C5: (_log, { inserts }) => live(inserts),
  C7: (log, { jobId }) => [
    ...log.screen.commits.of(jobId),
    ...log.screen.looks.of(jobId).filter(({ hits }) => hits.some(({ where }) => where === "props")),
  ],
  U5: (_log, { updates }) => live(updates).filter(({ status = "" }) => FINAL.has(status)),
  U9: (log, facts) => live(log.pictures.placed.of(keyOf(log, facts))),
  U12: (log, facts) =>
    log.screen.images.of(keyOf(log, facts)).filter(({ kind }) => kind === "image.load"),
} satisfies Partial<Record<StepId, (log: Correlator, facts: Facts) => readonly Sign[]>>;

export type SignStep = keyof typeof FINDERS;

const keyOf = (log: Correlator, facts: Facts): string | undefined => {
  const url = log.urlOf(facts);
  return url === undefined ? undefined : urlKey(url);
};

/** The signs of a step, first to last. */
export const signsOf = (log: Correlator, facts: Facts, step: SignStep): readonly Sign[] => {
  const find: (log: Correlator, facts: Facts) => readonly Sign[] = FINDERS[step];
  return find(log, facts).toSorted(byTime);
};

/** Whose job it is: as its row says, or the topic that it came on. */
export function ownerOf(log: Correlator, { userId, inserts, updates }: Facts): string | undefined {
  if (userId !== undefined) return userId;
  const frame = inserts[0] ?? updates[0];
  return frame && suffixOf(log.profile.jobTopic, frame.topic);
}

/** The topic that a job's frame of a step comes on, with its `realtime:` prefix: as it came, else by the profile. */
export function topicOf(log: Correlator, facts: Facts, step: "C5" | "U5" | "U9"): string {
  const told = signsOf(log, facts, step).find(({ topic }) => topic !== undefined)?.topic;
  if (told !== undefined) return `realtime:${told}`;
  const { jobTopic, projectTopic } = log.profile;
  const name =
    step === "U9"
      ? projectTopic.replace("{project}", facts.projectId ?? "")
      : jobTopic.replace("{user}", ownerOf(log, facts) ?? "");
  return `realtime:${name}`;
}
