import type { Chip, Job } from "../lib/chain/job.ts";
import type { Profile } from "../lib/chain/profile.ts";
import { compose } from "../lib/chain/text.ts";
import { topicsOf } from "./asks.ts";
import type { Answer, EventIndex } from "./event-index.ts";
import { chipLabel } from "./event-text.ts";
import { timeOfDay } from "./format.ts";

/** What was answered last to each question about a job: also an answer that leaves the verdict as it was is one. */
export function answersOf(job: Job, profile: Profile, index: EventIndex): Chip[] {
  const topics = topicsOf(job, profile);
  const questions = [
    `job ${job.requestId}`,
    `project ${job.projectId}`,
    `realtime:${topics.job}`,
    `realtime:${topics.project}`,
  ];
  return questions
    .flatMap((question) => lastOfEach(index.answersTo(question)))
    .filter(({ at }) => at >= job.startedAt)
    .map((answer) => ({
      event: answer.id,
      label: compose((word) => `${word(chipLabel(answer))}, ${timeOfDay(answer.at)}`),
    }));
}

/** A public join and a private one are two questions. */
function lastOfEach(answers: readonly Answer[]): Answer[] {
  const last = new Map(
    answers.map((answer) => [answer.kind === "probe.join" && answer.private, answer]),
  );
  return [...last.values()];
}
