import type { EventOf } from "../event.ts";
import type { Correlator } from "./correlate.ts";
import type { Evidence } from "./evidence.ts";
import { byTime, within, type ProjectAnswer } from "./facts.ts";
import { topicName } from "./names.ts";

/** A handler that answers by a promise may call on for this long after its frame, ms. */
const REACTION_MS = 2_000;
/** What a handler does at once is said right before or after its run, ms. */
export const SAME_MOMENT_MS = 50;

/** The calls of mutate, of whatever key, that the handler of the project frame made, first to last. */
export function handlerMutates(
  { cache }: Correlator,
  { placed, runs }: Evidence,
): EventOf<"cache.mutate">[] {
  if (!placed) return [];
  const run = runs.get("U10")?.[0];
  const isAsync = run?.outcome === "promised";
  const end = isAsync ? placed.at + REACTION_MS : (run?.at ?? placed.at) + SAME_MOMENT_MS;
  return [...cache.mutates.values()]
    .flatMap((calls) => within(calls, placed.at, end))
    .filter(
      ({ doc, topic = placed.topic }) => doc === placed.doc && topicName(topic) === placed.topic,
    )
    .toSorted(byTime);
}

/** How the tap writes the key of a mutate that was given a function. */
const FILTER = "(function)";

/** Whether what SWR asked for at `when` (ms) was asked by a fix: the latest mutate of its key is one. */
export function isInjected(
  { cache }: Correlator,
  key: string | undefined,
  doc: string,
  when: number,
): boolean {
  const isHere = (each: EventOf<"cache.mutate">) =>
    each.doc === doc && each.at <= when && each.at >= when - REACTION_MS;
  const ours = cache.injected.of(key).findLast(isHere);
  const own = cache.mutates.of(key).findLast(isHere);
  return ours !== undefined && (own === undefined || own.at < ours.at);
}

/** The calls of mutate for one key in one document; those with a filter count when they made SWR ask its hook. */
export function mutatesOf(
  { cache }: Correlator,
  key: string | undefined,
  doc: string,
  [from, until]: [number, number],
): EventOf<"cache.mutate">[] {
  if (key === undefined) return [];
  const own = within(cache.mutates.of(key), from, until);
  const filters = within(cache.mutates.of(FILTER), from, until).filter((call) =>
    within(cache.requests.of(key), call.at, call.at + SAME_MOMENT_MS).some(
      (each) =>
        each.kind === "cache.revalidate" &&
        each.mutation === call.mutation &&
        each.doc === call.doc,
    ),
  );
  return [...own, ...filters.map((call) => ({ ...call, key }))]
    .filter((call) => call.doc === doc)
    .toSorted(byTime);
}

/** A request of SWR, and what SWR did with its answer. */
interface Revalidation {
  fetch: EventOf<"cache.fetch">;
  answer?: EventOf<"cache.answer">;
}

/** The requests for the project that SWR began from its first mutate until `until` (ms), first to last. */
export function revalidations(
  { cache }: Correlator,
  { mutate, swrKey }: Evidence,
  until: number,
): Revalidation[] {
  if (!mutate) return [];
  const nameOf = (each: EventOf<"cache.fetch"> | EventOf<"cache.answer">) =>
    `${each.doc} ${each.cache} ${each.request}`;
  const answers = new Map(
    within(cache.answers.of(swrKey), mutate.at, until).map((each) => [nameOf(each), each]),
  );
  return within(cache.requests.of(swrKey), mutate.at, until).flatMap((fetch) => {
    if (fetch.kind !== "cache.fetch" || fetch.doc !== mutate.doc) return [];
    const answer = answers.get(nameOf(fetch));
    return [{ fetch, ...(answer && { answer }) }];
  });
}

/** Whether all these requests were answered, and SWR threw the last answer away. */
export const areDiscarded = (all: Revalidation[]): boolean =>
  all.every(({ answer }) => answer) && all.at(-1)?.answer?.outcome === "superseded";

/** A request that runs longer than this is not waited for, ms. */
const RUNS_MS = 30_000;

/** Is SWR still asking for the project, in a request that began after `since` (ms)? Then no older answer is the last word. */
export const isAsking = (
  log: Correlator,
  evidence: Evidence,
  since: number,
  until: number,
): boolean =>
  revalidations(log, evidence, until).some(
    ({ fetch, answer }) => !answer && fetch.at > since && fetch.at > until - RUNS_MS,
  );

/** How far from an answer SWR may say what it did with it, ms. */
const SAID_MS = 100;

/** SWR threw the answer away, and kept none that came at the same time. */
export function isDiscarded(
  log: Correlator,
  { at, doc }: ProjectAnswer,
  swrKey: string | undefined,
): boolean {
  const said = within(log.cache.answers.of(swrKey), at - SAID_MS, at + SAID_MS);
  const outcomes = new Set(said.filter((each) => each.doc === doc).map(({ outcome }) => outcome));
  return outcomes.has("superseded") && !outcomes.has("stored") && !outcomes.has("same");
}
