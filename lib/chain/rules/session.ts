import type { Claims } from "../../event.ts";
import type { Correlator } from "../correlate.ts";
import { byTime, lastUntil, type Join, type Seen } from "../facts.ts";

const isUser = (claims: Claims | null | undefined): claims is Claims =>
  claims?.role !== undefined && claims.role !== "anon";

const isUsers = ({ claims }: { claims?: Claims }): boolean => isUser(claims);

/** The role that the server used for a join: without a token that of the API key. */
export const roleOf = ({ claims }: Pick<Join, "claims">): string => claims?.role ?? "anon";

/** Whether the server took a join for one of nobody, and no token of a user was pushed later. */
export function isAnonymous(log: Correlator, { doc, ...join }: Join, topic: string): boolean {
  if (roleOf(join) !== "anon") return false;
  const { tokens } = log.topics.get(doc, topic);
  return !tokens.some(({ at, claims }) => at >= join.at && isUser(claims));
}

/** The page said last that its session is gone. */
export const isSignedOut = (log: Correlator, doc: string, until: number): boolean =>
  lastUntil(log.document(doc).sessions, until)?.claims === null;

/** What shows that somebody is signed in on a page at `until` (ms): its session, or a token of a user on any topic. */
export function signedIn(log: Correlator, doc: string, until: number): Seen | undefined {
  if (isSignedOut(log, doc, until)) return undefined;
  const session = log
    .document(doc)
    .sessions.findLast(({ at, claims }) => at <= until && isUser(claims));
  if (session) return session;
  return log.topics
    .all(doc)
    .flatMap(({ joins, tokens }) => joins.find(isUsers) ?? tokens.find(isUsers) ?? [])
    .filter(({ at }) => at <= until)
    .toSorted(byTime)[0];
}
