/** How a tab stood at a moment: which document, whose user, connected or not, looked at or not. */
import type { Correlator } from "../chain/correlate.ts";
import {
  byTime,
  lastUntil,
  socketsOf,
  type Document,
  type Seen,
  type Socket,
} from "../chain/facts.ts";
import { prefixOf, topicName } from "../chain/names.ts";
import type { Profile } from "../chain/profile.ts";
import { shownSince } from "../chain/watching.ts";

/** The document of a tab that would get `topic` (with its `realtime:` prefix) at `when` (ms); undefined when none is there. */
export function documentAt(
  log: Correlator,
  docs: Iterable<string>,
  topic: string,
  when: number,
): Document | undefined {
  const newest = new Map<number | undefined, Document>();
  for (const doc of docs) {
    const page = log.document(doc);
    const since = shownSince(page, when);
    const other = newest.get(page.frameId);
    if (since === undefined || (other && (shownSince(other, when) ?? 0) > since)) continue;
    newest.set(page.frameId, page);
  }
  const here = [...newest.values()].filter((page) => !isGone(page, when));
  const joins = ({ doc }: Document, wanted?: string) =>
    log.topics.ofDocument(doc).some((each) => wanted === undefined || each.topic === wanted);
  return (
    here.find((page) => joins(page, topic)) ??
    here.find((page) => joins(page)) ??
    here.find(({ frameId }) => frameId === undefined) ??
    here[0]
  );
}

function isGone({ leaves, shows }: Document, when: number): boolean {
  const left = lastUntil(leaves, when)?.at ?? -Infinity;
  return left > (lastUntil(shows, when)?.at ?? -Infinity);
}

/** A page whose beginning was not heard: what it joined before is not known. */
export const isBlind = ({ late, at }: Document): boolean => late || at === 0;

/** Who is signed in, and what says so. Of a token its subject, else the user whose jobs the page asks for. */
export function userAt(
  log: Correlator,
  { doc, sessions }: Document,
  when: number,
): (Seen & { user: string }) | undefined {
  const topics = log.topics.ofDocument(doc);
  const told = [
    ...topics.flatMap(({ joins, tokens }) => [...joins, ...tokens]),
    ...sessions.map(({ claims, ...seen }) => ({ ...seen, ...(claims && { claims }) })),
  ].filter(({ at, claims }) => at <= when && claims?.sub !== undefined);
  const last = told.toSorted(byTime).at(-1);
  if (last?.claims?.sub !== undefined) return { ...last, user: last.claims.sub };
  for (const { topic, joins } of topics) {
    const user = suffixOf(log.profile.jobTopic, topic);
    const join = lastUntil(joins, when);
    if (user !== undefined && join) return { ...join, user };
  }
  return undefined;
}

/** The variable part of a topic, with or without `realtime:`; undefined when it is another one. */
export function suffixOf(template: Profile["jobTopic"], topic: string): string | undefined {
  const name = topicName(topic);
  const prefix = prefixOf(template);
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}

/** The event that says why nothing could come at `when` (ms): a network that is gone, or a closed socket. */
export function cutAt(page: Document, when: number): Seen | undefined {
  const network = lastUntil(page.network, when);
  if (network && !network.online) return network;
  const sockets = socketsOf(page).filter(({ created }) => (created?.at ?? 0) <= when);
  const open = sockets.filter(
    ({ created, opened, closed }) =>
      (opened ? opened.at <= when : created === undefined) && !(closed && closed.at <= when),
  );
  // One that looks open and on which nothing ever came again is as good as closed.
  const isDead = ({ closed, heard }: Socket) =>
    closed !== undefined && heard.last(closed.at) < Math.floor(when / SECOND) * SECOND;
  const closes = (open.length > 0 ? (open.every(isDead) ? open : []) : sockets).flatMap(
    ({ closed }) => (closed ? [closed] : []),
  );
  return closes.toSorted(byTime).at(-1);
}

/** What a socket heard is known by the second, ms. */
const SECOND = 1_000;

/** The event that hid the page, when it is hidden at `when` (ms). */
export function hiddenBy({ visibility }: Document, when: number): Seen | undefined {
  const last = lastUntil(visibility, when);
  return last?.state === "hidden" ? last : undefined;
}

/** When the page was shown after `when` (ms). */
export const shownAfter = ({ visibility }: Document, when: number): Seen | undefined =>
  visibility.find(({ at, state }) => at > when && state === "visible");
