import type { Correlator } from "../correlate.ts";
import { firstFrom, socketsOf, type Seen, type Socket } from "../facts.ts";
import { both } from "../text.ts";
import type { PageFinding, Rule } from "./rule.ts";

const WARNING = "Multiple GoTrueClient instances";

/** Each client has a socket of its own, and an app that makes two of them did not mean to. */
export const r47: Rule = {
  id: "R47",
  title: both("Two clients", "Dois clients"),
  confidence: "proof",
  steps: [],
  source: "supabase-js PR #2590",
  notice(log, doc) {
    const page = log.document(doc);
    const warning = page.warnings.find(({ text }) => text.includes(WARNING));
    const sockets = socketsOf(page).filter(({ opened }) => opened);
    const pair = pairOf(log, doc, sockets);
    if (pair) return [twoSockets(...pair)];
    return warning ? [found(warning, [{ event: warning.id, label: WARNING }])] : [];
  },
};

/** Two sockets to one host of which the older was still used after the newer was open. */
function pairOf(log: Correlator, doc: string, sockets: Socket[]): [Socket, Socket] | undefined {
  for (const newer of sockets) {
    const since = newer.opened!.at;
    const older = sockets.find(
      (each) =>
        each !== newer &&
        each.opened!.at <= since &&
        (each.closed?.at ?? Infinity) > since &&
        hostOf(each) === hostOf(newer) &&
        isUsed(log, doc, each, since),
    );
    if (older && isUsed(log, doc, newer, since)) return [older, newer];
  }
  return undefined;
}

/** A client sends on its newest socket only, so one that still sends has not been replaced. */
const isUsed = (log: Correlator, doc: string, socket: Socket, since: number): boolean =>
  firstFrom(socket.heartbeats, since) !== undefined ||
  log.topics
    .ofDocument(doc)
    .some(({ joins }) => firstFrom(joins, since, (join) => join.socket === socket.number));

const hostOf = ({ url }: Socket): string => URL.parse(url)?.host ?? url;

const twoSockets = (older: Socket, newer: Socket): PageFinding =>
  found(newer.opened!, [
    { event: older.opened!.id, label: both("first socket", "primeiro socket") },
    { event: newer.opened!.id, label: both("second socket", "segundo socket") },
  ]);

const found = ({ at }: Seen, evidence: PageFinding["evidence"]): PageFinding => ({
  subject: "clients",
  at,
  sentence: both(
    "This page has two Supabase clients of one project. They share neither token nor channels, and each counts as a connection.",
    "Esta página tem dois clients Supabase do mesmo projeto. Eles não compartilham token nem canais, e cada um conta como uma conexão.",
  ),
  evidence,
  fix: {
    title: both("one module for the client", "um módulo para o client"),
    lines: [
      { mark: "-", text: "const supabase = createClient(url, key); // in a component" },
      { mark: "+", text: "export const supabase = createClient(url, key); // once, imported" },
    ],
  },
});
