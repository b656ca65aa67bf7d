/**
 * The hops of a job as entries of the page's own timeline, with which Chrome's Performance panel draws a track of its own
 * (https://developer.chrome.com/docs/devtools/performance/extension).
 */
import type { Job, StepState } from "../chain/job.ts";
import type { Profile } from "../chain/profile.ts";
import { say, type Language } from "../chain/text.ts";
import type { PageMeasure } from "../command.ts";
import { displayableLine } from "../displayable.ts";
import { STATUS_WORDS } from "../trace/marks.ts";
import { endOf, hopsOf, isHole, stepsOf } from "./report.ts";

const GROUP = "Hopscope";

/** One of the palette of the Performance panel. */
const colorOf = ({ status }: Pick<StepState, "status">): string =>
  status === "failed" || status === "missing"
    ? "error"
    : status === "late"
      ? "tertiary"
      : "primary";

/** What is known of a job by now: each hop from the step before it, each step that is missing until its job was over. */
export function measuresOf(job: Job, profile: Profile, language: Language): PageMeasure[] {
  const { id, flow, verdict } = job;
  // Of a UUID its beginning tells jobs apart, of an event's id its end.
  const short = displayableLine(id.includes(":") ? id.slice(-8) : id.slice(0, 8));
  const hops = hopsOf(job);
  const measure = (state: StepState, start: number, end: number): PageMeasure => {
    const { step, status } = state;
    const name = say(profile.steps[step].name, language);
    const word = say(STATUS_WORDS[status], language);
    return {
      ...{ name: `${step} ${name}, ${short}`, start, end },
      detail: {
        ...{ dataType: "track-entry", trackGroup: GROUP, track: `Job ${short} ${flow}` },
        color: colorOf(state),
        properties: [
          ["job", displayableLine(id)],
          ["step", step],
          ["status", word],
          ...(verdict.rule && verdict.step === step
            ? ([["rule", verdict.rule]] satisfies [string, string][])
            : []),
        ],
        tooltipText: `${step} ${name}: ${word}`,
      },
    };
  };
  const last = hops.at(-1)?.end ?? job.startedAt;
  const holes = stepsOf(job).filter((state) => state.at === undefined && isHole(state));
  return [
    ...hops.map(({ state, start, end }) => measure(state, start, end)),
    ...holes.map((state) => measure(state, last, Math.max(last, endOf(job)))),
  ];
}
