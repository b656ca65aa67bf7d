import type { Evidence } from "./evidence.ts";
import type { Break } from "./ladder.ts";
import type { Profile, StepId } from "./profile.ts";

/** English for what no rule explains: what was seen, what follows, and the check that tells more. */
export const sentences = {
  complete: (ms: number) => `Complete in ${duration(ms)}`,
  completeText: "Every step was seen or is proven by a later one.",
  flash:
    "mutate(key, undefined, …) emptied the cache before it asked again, so the page was blank meanwhile. mutate(key) keeps what is there.",
  waiting: (step: StepId, noun: string) => `Waiting for ${step}, ${noun}`,
  late: (step: StepId, noun: string) => `${step} is late, ${noun}`,
  waitingText: "Nothing is wrong so far.",
  lateText: "It is over its budget and may still come.",
  unseen: "Nothing more of this job can be seen from here",
  unseenText: "It was begun elsewhere, or before this page was watched.",
  stopped: (step: StepId, noun: string) => `Stopped at ${step}, ${noun}`,
  failed: (step: StepId, noun: string) => `Failed at ${step}, ${noun}`,
  between: (from: StepId, to: StepId) => `Stopped between ${from} and ${to}`,
  rescued: (by: string) => `Rescued by ${by}`,
  reloadedText:
    "The page was loaded again while the job ran, and the first answer held the image. Nothing failed.",
  rescuedText: (by: string, step: StepId, noun: string, ms: number) =>
    `The image came by ${by}, ${duration(ms)} after the result, not through the chain: ${step}, ${noun}, did not do its part.`,
  providerFailed: (error: string | undefined) =>
    `The job ended as failed${error ? `: “${error}”` : ""}. The chain delivered that; there is no image to show.`,
  blind: (steps: StepId[]) =>
    `${steps.join(", ")} ${steps.length === 1 ? "runs" : "run"} on the server. A browser can only infer ${steps.length === 1 ? "it" : "them"} from what comes after; log lines with a step's name make ${steps.length === 1 ? "it" : "them"} visible.`,
};

/** Milliseconds as people read them: "318 ms", "6.1 s", "2 min". */
function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 120_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
}

/** What a break says when no rule knows its cause. */
export function explain(
  { at, reason, from }: Break,
  { facts, mutate }: Pick<Evidence, "facts" | "mutate">,
  profile: Profile,
): string {
  const mutated = mutate !== undefined;
  const job = profile.jobPath.replace("{request}", facts.requestId ?? "{requestId}");
  const project = profile.projectPath.replace("{project}", facts.projectId ?? "{projectId}");
  if (reason) return `${capital(profile.steps[at].noun)} failed: ${reason}.`;
  const says: Partial<Record<StepId, string>> = {
    C5: `The action answered with a job id, and no frame of the new job came. No browser can see whether the row, its trigger or its broadcast is missing. GET ${job}: 404 means C2, an answer means C3 to C5.`,
    C6: "The frame came, and no handler ran for it.",
    C7: "The handler ran, and React never rendered the job: it was filtered out, changed in place, or its component is gone.",
    U5: `No result of this job came. No browser can see whether the webhook, the upload, the row or its broadcast is missing. GET ${job}: not completed means U1 to U3, completed means U4 or U5.`,
    U6: "The frame came, and no handler ran for it.",
    U9:
      from === "U8"
        ? `The project's row holds the new URL, and no frame of the project came. Look at the trigger ${profile.projectTables[0]}_broadcast_trigger and at the size of the row.`
        : `The job is completed, and no frame of the project came although this tab is joined. GET ${project}: without the new URL it is U7, with it U8 or U9.`,
    U10: "The project frame came, and no handler ran for it.",
    U11: mutated
      ? "mutate was called, and no answer of the API with the new URL came."
      : "The handler ran, and mutate was not called for the project.",
    U12: "The data arrived, and no image element showed it.",
  };
  return says[at] ?? `Nothing was seen of ${profile.steps[at].noun}.`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
