/** In which document a job is watched, and whether anybody still does. */
import type { Correlator } from "./correlate.ts";
import type { Evidence } from "./evidence.ts";
import { lastUntil, within, type Document } from "./facts.ts";
import { prefixOf } from "./names.ts";

/** Since when a document is the one that is looked at, ms, as of `until`; undefined while it is none. */
export function shownSince(
  { at, prerendered, shows }: Document,
  until: number,
): number | undefined {
  const shown = lastUntil(shows, until)?.at;
  return shown ?? (prerendered || at > until ? undefined : at);
}

/** When another document took the place of the one before, between two moments (ms): a page that goes has no time left to say so. */
function successions(log: Correlator, { facts }: Evidence, from: number, until: number): number[] {
  const last = new Map<string, number>();
  for (const { doc, at } of within(log.pages.turns.of(log.document(facts.first.doc)), from, until))
    if (doc !== facts.first.doc) last.set(doc, at);
  return [...last.values()];
}

/** The document that a job is watched in: of its frame the newest that was looked at before `until` (ms). */
export function documentOf(log: Correlator, { facts }: Evidence, until: number): string {
  const first = log.document(facts.first.doc);
  const own = shownSince(first, until) ?? first.at;
  const last = log.pages.turns.last(first, until);
  return last && last.at > own && last.at >= facts.first.at ? last.doc : facts.first.doc;
}

/**
 * When a person left the page that the job is watched in, if that was between `since` and `by` (ms): then nothing that is missing
 * says anything. Who comes back to the same topics soon, as a reload does, has not left.
 */
export function leftAt(
  log: Correlator,
  evidence: Evidence,
  since: number,
  by: number,
  now: number,
): number | undefined {
  const { navigations, leaves } = log.document(evidence.facts.first.doc);
  const end = Math.min(by, now);
  const said = [...within(navigations, since, end), ...within(leaves, since, end)];
  const at = [...said.map((each) => each.at), ...successions(log, evidence, since, end)]
    .toSorted((a, b) => a - b)
    .find((each) => now >= each + RETURN_MS && !isWatching(log, evidence, each + RETURN_MS));
  return at;
}

/** A page that comes back has joined its topics again by then, ms. */
export const RETURN_MS = 10_000;

function isWatching(log: Correlator, evidence: Evidence, when: number): boolean {
  const doc = documentOf(log, evidence, when);
  const { leaves, shows } = log.document(doc);
  const left = lastUntil(leaves, when)?.at ?? -Infinity;
  const isGone = left > (lastUntil(shows, when)?.at ?? -Infinity);
  const isHere = log.topics
    .ofDocument(doc)
    .some(({ topic }) => isOurs(log, topic) && isHeld(log, doc, topic, when));
  return isHere && !isGone;
}

const isOurs = (log: Correlator, topic: string): boolean =>
  [log.profile.jobTopic, log.profile.projectTopic].some((template) =>
    topic.startsWith(`realtime:${prefixOf(template)}`),
  );

/** A topic that was left on purpose is held no more; one whose socket died is. */
function isHeld(log: Correlator, doc: string, topic: string, when: number): boolean {
  const standing = log.topics.standing(doc, topic, when);
  return standing.state !== "never" && !(standing.state === "ended" && standing.why === "leave");
}
