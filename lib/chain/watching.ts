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

/** The documents of the frame that the job began in. */
const ofFrame = (log: Correlator, { facts }: Evidence): Document[] => {
  const { frameId } = log.document(facts.first.doc);
  return [...log.pages.all.values()].filter(
    (each) => each.frameId === frameId && log.isOwn(facts, each),
  );
};

/** When another document took the place of the one before, between two moments (ms): a page that goes has no time left to say so. */
const successions = (log: Correlator, evidence: Evidence, from: number, until: number): number[] =>
  ofFrame(log, evidence).flatMap((each) => {
    const since = each.doc === evidence.facts.first.doc ? undefined : shownSince(each, until);
    return since !== undefined && since >= from ? [since] : [];
  });

/** The document that a job is watched in: of its frame the newest that was looked at before `until` (ms). */
export function documentOf(log: Correlator, evidence: Evidence, until: number): string {
  const { facts } = evidence;
  let { doc } = facts.first;
  const first = log.document(doc);
  let newest = shownSince(first, until) ?? first.at;
  for (const each of ofFrame(log, evidence)) {
    const since = shownSince(each, until) ?? -Infinity;
    if (since > newest && since >= facts.first.at) [doc, newest] = [each.doc, since];
  }
  return doc;
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
