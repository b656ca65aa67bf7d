import type { EventOf } from "../event.ts";
import type { Correlator } from "./correlate.ts";
import type { Evidence } from "./evidence.ts";
import { lastUntil, within } from "./facts.ts";
import { urlKey } from "./names.ts";
import { isInjected } from "./revalidation.ts";
import { rescuers } from "./sentences.ts";
import type { Text } from "./text.ts";

/** SWR says why it asked, and starts the request right before or after. */
const SAME_MOMENT_MS = 5;

/** A fetcher may wait for a token before it asks, for at most so long, ms. */
const FETCHER_MS = 10_000;

const BY_CAUSE: Record<string, Text> = {
  focus: rescuers.focus,
  reconnect: rescuers.reconnect,
  mutate: rescuers.mutate,
};

/** What brought the image although the chain did not: the words for it, and the event that shows it. */
export function rescuerOf(
  log: Correlator,
  { facts, url, swrKey }: Evidence,
): { by: Text; event?: string } {
  const answer = log.pictures.holders.get(url === undefined ? "" : urlKey(url));
  if (!answer) return { by: rescuers.other };
  if (answer.doc !== facts.first.doc) return { by: rescuers.reload, event: answer.id };
  const { startedAt } = answer;
  const asked = within(
    log.cache.requests.of(swrKey),
    startedAt - FETCHER_MS,
    startedAt + SAME_MOMENT_MS,
  ).findLast((each) => each.doc === answer.doc && isOpen(log, each, startedAt));
  const cause = asked?.kind === "cache.fetch" ? asked.cause : undefined;
  if (asked && cause === "mutate" && isInjected(log, asked.key, asked.doc, asked.at))
    return { by: rescuers.companion, event: asked.id };
  if (asked && cause !== undefined && BY_CAUSE[cause])
    return { by: BY_CAUSE[cause], event: asked.id };
  const { lines } = log.document(answer.doc);
  const line = lastUntil(lines, answer.at);
  if (line?.text.startsWith("[POLLING]")) return { by: rescuers.poll, event: line.id };
  return { by: rescuers.request, event: answer.id };
}

/** A request of SWR that had no answer yet at `when` (ms): one that had asked for something else. */
const isOpen = (
  { cache }: Correlator,
  each: EventOf<"cache.fetch"> | EventOf<"cache.revalidate">,
  when: number,
): boolean =>
  each.kind === "cache.fetch" &&
  !within(cache.answers.of(each.key), each.at, when - 1).some(
    (answer) =>
      answer.doc === each.doc && answer.cache === each.cache && answer.request === each.request,
  );
