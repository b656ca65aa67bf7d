/** The code that makes a fix permanent, in the app's own names: what a rule proposes, and what the design asks for besides. */
import { switchOf, type SwitchId } from "../companion/switches.ts";
import type { Fix, Job, Place } from "../chain/job.ts";
import type { Profile, StepId } from "../chain/profile.ts";
import {
  FETCH_UNCACHED,
  freshToken,
  joinPrivate,
  listenToAll,
  mutateWithoutBlanking,
  refetchOnRejoin,
  subscribeAgain,
} from "../chain/rules/fixes.ts";
import { keyCode } from "../chain/swr-key.ts";
import { say } from "../chain/text.ts";
import { addOptimistically, DEDUPE, pollAsFallback, returnJobId, SAY_IT } from "./designed.ts";

export type Flow = "v1" | "v2";

/** How a topic's handler was registered. */
interface Bound {
  binding: { type: string; event?: string | undefined };
  handler: string;
  stack?: string | undefined;
}

/** What the app calls its things: real names as far as they were seen, else those of the profile. */
export interface AppNames {
  profile: Profile;
  flow: Flow;
  /** Without `realtime:`. */
  jobTopic: string;
  projectTopic: string;
  /** As SWR serialises it. */
  projectKey: string;
  /** Of the job API. */
  jobPath: string;
  boundTo(topic: string): Bound | undefined;
}

/** One change, and where in the app it belongs. */
export interface Kept {
  fix: Fix;
  place?: Place;
}

type Keeper = (names: AppNames) => Kept[];

/** The file of the profile for a step, and the handler that was seen on a topic. */
function at({ profile, flow, boundTo }: AppNames, step: StepId, topic?: string): { place?: Place } {
  const file = profile.files[step]?.[flow];
  const bound = topic === undefined ? undefined : boundTo(topic);
  if (file === undefined && !bound) return {};
  return {
    place: {
      ...(file !== undefined && { file }),
      ...(bound?.handler && { handler: bound.handler }),
      ...(bound?.stack !== undefined && { stack: bound.stack }),
    },
  };
}

const inQueue = (names: AppNames) => at(names, "C6", names.jobTopic);
const inProject = (names: AppNames) => at(names, "U10", names.projectTopic);

/** The same change in the hook of each of the two topics. */
const inBoth =
  (change: (topic: string, names: AppNames) => Fix): Keeper =>
  (names) => [
    { fix: change(names.projectTopic, names), ...inProject(names) },
    { fix: change(names.jobTopic, names), ...inQueue(names) },
  ];

const keepers: Partial<Record<SwitchId, Keeper>> = {
  "join-as-private": inBoth(joinPrivate),
  "listen-to-every-event": inBoth((topic, { boundTo }) => {
    const bound = boundTo(topic);
    return listenToAll(topic, bound?.binding, bound?.handler);
  }),
  "refetch-on-rejoin": (names) => [
    { fix: refetchOnRejoin(keyCode(names.projectKey)), ...inProject(names) },
  ],
  resubscribe: (names) => [
    { fix: subscribeAgain(names.projectTopic), ...inProject(names) },
    { fix: freshToken(names.projectTopic), ...inProject(names) },
  ],
  "revalidate-right": (names) => [
    { fix: mutateWithoutBlanking(names.projectKey), ...inProject(names) },
    { fix: FETCH_UNCACHED },
  ],
  "optimistic-queue": (names) => [
    { fix: returnJobId(names.flow), ...at(names, "C1") },
    { fix: addOptimistically(names.flow) },
    { fix: DEDUPE, ...inQueue(names) },
  ],
  "fallback-polling": (names) => [{ fix: pollAsFallback(names.jobPath, names.projectKey) }],
  "say-it": (names) => [{ fix: SAY_IT, ...inQueue(names) }],
};

/** The changes for a fix; first those that a rule proposed for jobs of this log that the fix is for. */
export function keptOf(id: SwitchId, jobs: readonly Job[], names: AppNames): Kept[] {
  const cures = new Set(switchOf(id)?.cures);
  const proposed = jobs.flatMap(({ verdict: { rule, fix, place }, flow }): Kept[] =>
    rule !== undefined && cures.has(rule) && fix && (flow === names.flow || flow === "unknown")
      ? [{ fix, ...(place && { place }) }]
      : [],
  );
  const general = keepers[id]?.(names) ?? [];
  const all = new Map<string, Kept>();
  for (const kept of [...proposed.toReversed(), ...general]) {
    const text = JSON.stringify([say(kept.fix.title), kept.fix.lines]);
    if (!all.has(text)) all.set(text, kept);
  }
  return [...all.values()].slice(0, MOST);
}

/** So many changes are read by somebody. */
const MOST = 5;
