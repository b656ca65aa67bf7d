import type { EventOf } from "../../event.ts";
import type { Correlator } from "../correlate.ts";
import type { Topic } from "../facts.ts";
import { prefixOf, topicName } from "../names.ts";
import { both, duration } from "../text.ts";
import { FRAMES, type Finding, type Rule } from "./rule.ts";

/** A client that has its token joins at once. */
const JOIN_MS = 5_000;

/** A call of the client inside onAuthStateChange waits for the lock that its own caller holds. */
export const r29: Rule = {
  id: "R29",
  title: both("Auth deadlock", "Deadlock do auth"),
  confidence: "strong",
  steps: FRAMES,
  source: "supabase auth-js #762, supabase-js #2013",
  find({ log, doc, topic = "", standing, until }) {
    if (standing?.state !== "never") return null;
    // Nobody has told the user's id yet when nothing has come: then it is the topic of any user.
    const meant = `realtime:${prefixOf(topic)}`;
    for (const each of log.topics.all(doc)) {
      const call = each.topic.startsWith(meant) && waitingCall(log, doc, each, until);
      if (call) return finding(log, doc, call, until);
    }
    return null;
  },
  notice: (log, doc) =>
    log.topics.all(doc).flatMap((topic) => {
      const until = provenUntil(log, doc, topic);
      const waiting = until === undefined ? undefined : waitingCall(log, doc, topic, until);
      if (!waiting || !log.pages.hasSeenAll(doc, "socket", waiting.at, until!)) return [];
      return [{ ...finding(log, doc, waiting, until!), subject: topic.topic, at: waiting.at }];
    }),
};

/** The call of subscribe() that no phx_join has followed, although a socket was open all the time. */
function waitingCall(
  log: Correlator,
  doc: string,
  { subscribes, joins, unsubscribes }: Topic,
  until: number,
): EventOf<"channel.subscribe"> | undefined {
  const call = subscribes.find(({ noop }) => !noop);
  const page = log.document(doc);
  if (!call || joins.length > 0 || unsubscribes.length > 0) return undefined;
  const isOpen = [...page.sockets.values()].some(
    ({ opened, closed }) =>
      opened &&
      until - Math.max(opened.at, call.at) >= JOIN_MS &&
      (closed?.at ?? Infinity) >= until,
  );
  return isOpen || locked(log, doc, until) ? call : undefined;
}

const locked = (log: Correlator, doc: string, until: number) =>
  log.document(doc).locks.findLast(({ held, at }) => held && at <= until);

/** Up to when it is known that the page went on without a join: the client gave up, or the lock was looked at. */
function provenUntil(log: Correlator, doc: string, { statuses }: Topic): number | undefined {
  const gaveUp = statuses.findLast(({ status }) => status === "TIMED_OUT")?.at;
  const lock = locked(log, doc, Infinity)?.at;
  return gaveUp === undefined && lock === undefined ? undefined : Math.max(gaveUp ?? 0, lock ?? 0);
}

function finding(
  log: Correlator,
  doc: string,
  call: EventOf<"channel.subscribe">,
  until: number,
): Finding {
  const lock = locked(log, doc, until);
  const topic = topicName(call.topic);
  const ms = duration(until - call.at);
  return {
    confidence: lock ? "proof" : "strong",
    sentence: both(
      `subscribe() was called for ${topic}, the socket is open, and no join left for ${ms}${lock ? `: the auth lock ${lock.name} is still held` : ""}. A Supabase call that is awaited inside onAuthStateChange waits for itself.`,
      `subscribe() foi chamado para ${topic}, o socket está aberto, e nenhum join saiu em ${ms}${lock ? `: o lock de auth ${lock.name} continua preso` : ""}. Uma chamada ao Supabase com await dentro de onAuthStateChange espera por si mesma.`,
    ),
    evidence: [
      { event: call.id, label: both("subscribe, no join", "subscribe, sem join") },
      ...(lock ? [{ event: lock.id, label: both("lock held", "lock preso") }] : []),
    ],
    fix: {
      title: "onAuthStateChange",
      lines: [
        { mark: "-", text: "onAuthStateChange(async (event, session) => { await load(session) })" },
        {
          mark: "+",
          text: "onAuthStateChange((event, session) => { setTimeout(() => load(session), 0) })",
        },
      ],
    },
  };
}
