/** What became of one step of one job in one tab. */
import type { Correlator } from "../chain/correlate.ts";
import type { Document, Facts, Seen } from "../chain/facts.ts";
import type { Chip } from "../chain/job.ts";
import { topicName } from "../chain/names.ts";
import { both, clock, type Text } from "../chain/text.ts";
import { FRAME_OF, hasFailed, type Due } from "./due.ts";
import { cutAt, documentAt, hiddenBy, isBlind, shownAfter, userAt } from "./presence.ts";
import { absences, arrivals, type Words } from "./reasons.ts";
import { ownerOf, signsOf, topicOf, type Sign } from "./signs.ts";
import type { Cell, CellKind, SheetStep } from "./sheet.ts";

/** One place of the sheet. Times are on the clock of the tab. */
export interface Place {
  log: Correlator;
  facts: Facts;
  step: SheetStep;
  /** The tab's documents. */
  docs: ReadonlySet<string>;
  /** Of a tab that was closed: when it was heard last. */
  closedAt: number | undefined;
  /** When it was due, and when the frame that brings it was, on the tab's clock. */
  due: Due;
  frame: Due;
  /** Whether that rests on an estimated offset. */
  estimated: boolean;
  now: number;
}

const chip = ({ id }: Seen, en: string, ptBR = en): Chip => ({ event: id, label: both(en, ptBR) });

/** The cell of a place: what came, else why nothing did. */
export function cellOf(place: Place): Cell {
  const { log, facts, step, docs } = place;
  const sign = signsOf(log, facts, step).find(({ doc }) => docs.has(doc));
  const cell = sign ? arrived(place, sign) : absent(place);
  return place.estimated ? { ...cell, estimated: true } : cell;
}

/** It came: in time, late, or while nobody looked. */
function arrived(place: Place, sign: Sign): Cell {
  const { log, step, due } = place;
  const page = log.document(sign.doc);
  const shown = seenAt(place, page, sign);
  const after = due.at === undefined ? undefined : Math.max(0, (shown ?? sign).at - due.at);
  const hider = hiddenBy(page, Math.min(sign.at, due.at ?? sign.at));
  const isLate = after !== undefined && after > due.budget;
  // A page that was loaded after all that has what the server had.
  if (due.at !== undefined && page.at > due.at) {
    return { kind: "not-due", at: sign.at, evidence: [proofOf(step, sign)], why: arrivals.opened };
  }
  // What came to a hidden page is seen later than it came.
  const isUnseen = shown !== sign || (isLate && hider !== undefined);
  // A tab that was away, and has it from elsewhere since it is back.
  const cut = isLate && !isUnseen ? cutBefore(place, page) : undefined;
  const evidence = [
    proofOf(step, sign),
    ...(isUnseen && hider ? [chip(hider, "hidden", "oculta")] : []),
    ...(cut ? [chip(cut, "disconnected", "desconectada")] : []),
  ];
  const { kind, why }: { kind: CellKind; why: Text } = isUnseen
    ? {
        kind: "hidden",
        why: shown ? arrivals.caughtUp(clock(shown.at), after ?? 0) : arrivals.unseen,
      }
    : cut
      ? { kind: "disconnected", why: arrivals.back(clock(cut.at), after ?? 0) }
      : isLate
        ? { kind: "late", why: arrivals.late(after, due.budget) }
        : { kind: "received", why: arrivals.other(sign, due.first) };
  const twice = againIn(place, sign);
  return {
    ...{ kind, at: (shown ?? sign).at, evidence, why },
    ...(after !== undefined && shown && { after }),
    ...(twice && { twice: twice.id }),
  };
}

/** The same broadcast once more in the same document. */
const againIn = ({ log, facts, step }: Place, sign: Sign): Sign | undefined =>
  sign.message === undefined
    ? undefined
    : signsOf(log, facts, step).find(
        ({ id, doc, message }) => id !== sign.id && doc === sign.doc && message === sign.message,
      );

/** What cut the tab off when it was due; of what a frame brings that did not come, when that was. */
function cutBefore(place: Place, page: Document): Seen | undefined {
  const { log, facts, step, due, frame } = place;
  const { at } = frameIn(place) ? due : frame;
  return at === undefined ? undefined : cutBy(log, page, topicOf(log, facts, FRAME_OF[step]), at);
}

/** No connection, or one on which the topic is not joined again. */
function cutBy(log: Correlator, page: Document, topic: string, at: number): Seen | undefined {
  const standing = log.topics.standing(page.doc, topic, at);
  const isEnded = standing.state === "ended" && standing.why === "socket";
  return cutAt(page, at) ?? (isEnded ? standing.end : undefined);
}

/** When a person could see it: what is on a hidden page is seen once that is shown; undefined until then. */
function seenAt({ step }: Place, page: Document, sign: Sign): { at: number } | undefined {
  if (FRAME_OF[step] === step || !hiddenBy(page, sign.at)) return sign;
  return shownAfter(page, sign.at);
}

const proofOf = (step: SheetStep, sign: Sign): Chip =>
  FRAME_OF[step] === step
    ? chip(sign, "frame")
    : step === "U12"
      ? chip(sign, "image shown", "imagem visível")
      : chip(sign, "rendered", "renderizado");

/** What a tab that got nothing is asked, in this order; the first answer counts. */
const QUESTIONS: ((here: Here) => Answer | undefined)[] = [
  ({ log, facts, step }) =>
    (step === "U9" || step === "U12") && hasFailed(log, facts)
      ? { kind: "not-due", why: absences.failed }
      : undefined,
  ({ page, now, at }) => (page || at > now ? undefined : { kind: "not-due", why: absences.closed }),
  otherUser,
  elsewhere,
  disconnected,
  publicly,
  ({ until, now }) => (now < until ? { kind: "waiting", why: absences.waiting } : undefined),
  ({ log, page, at, until }) =>
    page && (isBlind(page) || log.pages.hasLost(page.doc, at, until))
      ? { kind: "unknown", why: absences.blind }
      : undefined,
  ({ due }) => (due.first ? undefined : { kind: "unknown", why: absences.unsent }),
  hidden,
];

/** A place where nothing came, at the moment at which it was due. */
interface Here extends Place {
  at: number;
  until: number;
  page: Document | undefined;
  topic: string;
  /** The frame that brings it, where that came. */
  got: Sign | undefined;
}
interface Answer {
  kind: CellKind;
  why: Text;
  evidence?: Chip[];
}

function absent(place: Place): Cell {
  const { log, facts, step, docs, due } = place;
  const got = frameIn(place);
  // What the frame should have brought was missed when that was.
  const { at } = got ? due : place.frame;
  if (at === undefined || due.at === undefined) {
    return { kind: "unknown", evidence: [], why: absences.clock };
  }
  const topic = topicOf(log, facts, FRAME_OF[step]);
  const isClosed = at > (place.closedAt ?? Infinity);
  const page = isClosed ? undefined : documentAt(log, docs, topic, at);
  const here: Here = { ...place, at, until: due.at + 2 * due.budget, page, topic, got };
  for (const question of QUESTIONS) {
    const answer = question(here);
    if (answer) return { evidence: [], ...answer };
  }
  return { kind: "missed", evidence: [], ...missed(here) };
}

/** The frame that brings a step, where it came to this tab; undefined for a frame itself. */
const frameIn = ({ log, facts, step, docs }: Place): Sign | undefined =>
  FRAME_OF[step] === step
    ? undefined
    : signsOf(log, facts, FRAME_OF[step]).find(({ doc }) => docs.has(doc));

function otherUser({ log, facts, page, at }: Here): Answer | undefined {
  const owner = ownerOf(log, facts);
  const user = page && userAt(log, page, at);
  if (!user || owner === undefined || user.user === owner) return undefined;
  const evidence = [chip(user, "signed in", "conectado como")];
  return { kind: "other-user", why: absences.otherUser(user.user), evidence };
}

/** A page of another project does not ask for this one's frames. */
function elsewhere({ log, facts, step, page, topic, at }: Here): Answer | undefined {
  if (!page || FRAME_OF[step] !== "U9" || facts.projectId === undefined) return undefined;
  if (page.url.includes(facts.projectId)) return undefined;
  const isNever = log.topics.standing(page.doc, topic, at).state === "never";
  return isNever && !isBlind(page) ? { kind: "not-due", why: absences.elsewhere } : undefined;
}

function disconnected({ log, page, topic, at, got }: Here): Answer | undefined {
  if (!page || got) return undefined;
  const by = cutBy(log, page, topic, at);
  if (!by) return undefined;
  const back = log.topics.rejoined(page.doc, topic, at);
  const evidence = [
    chip(by, "disconnected", "desconectada"),
    ...(back ? [chip(back, "joined again", "entrou de novo")] : []),
  ];
  const why = absences.disconnected(clock(by.at), back && clock(back.at));
  return { kind: "disconnected", why, evidence };
}

function publicly({ log, page, topic, at, until, got }: Here): Answer | undefined {
  const standing = got || !page ? undefined : log.topics.during(page.doc, topic, at, until);
  if (standing?.state !== "joined" || standing.join.private) return undefined;
  const evidence = [chip(standing.join, "join, private: false")];
  return { kind: "public-join", why: absences.publicly(topicName(topic)), evidence };
}

function hidden({ page, at }: Here): Answer | undefined {
  const by = page && hiddenBy(page, at);
  if (!by) return undefined;
  const evidence = [chip(by, "hidden", "oculta")];
  return { kind: "hidden", why: absences.hidden(clock(by.at)), evidence };
}

/** How the topic stood tells what is wrong; the frame of another tab tells that it was sent. */
function missed({ log, page, topic, at, until, due, got }: Here): Omit<Answer, "kind"> {
  const sent = due.first ? [chip(due.first, "in another tab", "em outra aba")] : [];
  if (got) return { why: absences.unshown, evidence: [chip(got, "frame"), ...sent] };
  const standing = page && log.topics.during(page.doc, topic, at, until);
  const state = standing?.state ?? "never";
  const own = standing && standing.state !== "never" ? [chip(standing.join, "join")] : [];
  const words: Words = {
    topic: topicName(topic),
    reason: standing?.state === "refused" ? standing.reason : "",
  };
  return { why: absences.stood[state](words), evidence: [...own, ...sent] };
}
