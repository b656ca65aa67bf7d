import { lastUntil, type Seen } from "../facts.ts";
import type { Case } from "./rule.ts";

/** How the server shut a topic because its token was over. */
export interface Expiry {
  /** What the server said, and where. */
  message: string;
  said: Seen;
  closed: Seen;
  /** The last token that it was sent, with the join or later. */
  token: Seen;
}

const isExpired = (message: string): boolean => /expired|InvalidJWTToken/i.test(message);
/** A token that never was whole is another matter. */
const isIncomplete = (message: string): boolean => message.includes("Fields `role`");

/** The end of a topic's token: a `system` frame and phx_close, or a join that is refused for it. */
export function expiryOf({ topic, standing, log, doc }: Case): Expiry | undefined {
  const { system, tokens } = log.topics.get(doc, `realtime:${topic}`);
  if (standing?.state === "refused") {
    const { reason, reply, join } = standing;
    if (!isExpired(reason) || isIncomplete(reason)) return undefined;
    return { message: reason, said: reply, closed: reply, token: join };
  }
  if (standing?.state !== "ended" || standing.why !== "phx_close") return undefined;
  const { join, end } = standing;
  const said = system.findLast(({ at, ok }) => !ok && at <= end.at && at >= join.at);
  if (!said || !isExpired(said.message)) return undefined;
  const pushed = lastUntil(tokens, end.at);
  const token = pushed && pushed.at > join.at ? pushed : join;
  return { message: said.message, said, closed: end, token };
}
