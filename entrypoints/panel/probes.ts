import type { StoreApi } from "zustand";
import { strangerOf } from "../../components/asks.ts";
import type { Probes } from "../../components/probes.ts";
import type { Reply } from "../../lib/command.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { joinProbe } from "../../lib/join-probe.ts";
import { readClaims } from "../../lib/realtime/claims.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
import type { Question, TabLine } from "../../lib/wire/runtime-port.ts";

interface Given {
  store: StoreApi<State>;
  /** The connection of the moment to the frame of a document. */
  line: (doc: string) => TabLine | undefined;
  /** The connections to all frames of the tab. */
  everywhere: () => TabLine[];
  tabId: number;
  /** Ms since the epoch. */
  now: () => number;
}

type Answer<K extends Question["kind"]> = Extract<Reply, { kind: AnswerKind[K] }>;
interface AnswerKind {
  "socket.ask": "socket.tell";
  "source.ask": "source.tell";
  "body.ask": "body.tell";
  "taps.off": "taps.tell";
  "companion.set": "companion.tell";
}

/** A GET takes no longer than this, in ms: the page gives up after 10 s. */
const PATIENCE = 12_000;

/** What the panel's buttons do. Each rejects with a sentence when there is no page, or it cannot answer. */
export function createProbes({ store, line, everywhere, tabId, now }: Given): Required<Probes> {
  let joins = 0;

  const connected = (doc: string): TabLine => {
    const current = line(doc);
    if (!current?.isLive()) throw new Error("No page is connected.");
    return current;
  };
  const ask = async <K extends Question["kind"]>(doc: string, question: Question & { kind: K }) => {
    const reply = await soon(connected(doc).ask(question));
    if (reply.kind === "ask.fail") throw new Error(reply.error);
    return reply as Answer<K>;
  };

  return {
    async get(asks, doc) {
      const open = connected(doc);
      const answered = untilAnswered(
        store,
        asks.map(({ question }) => question),
      );
      for (const { question, path } of asks) open.send({ kind: "probe.get", question, path });
      await answered;
    },
    async join(given, hosts, asked) {
      const topic = given.startsWith("realtime:") ? given : `realtime:${given}`;
      const told = await ask(asked, { kind: "socket.ask", topic });
      const { url, apikey, token, private: joined } = told;
      const stranger = strangerOf(url, hosts);
      if (stranger !== undefined) throw new Error(`The page names another server: ${stranger}.`);
      const { events } = store.getState();
      const isOfTab = (event: CaptureEvent) => event.tab === tabId;
      const page = events.findLast(({ doc }) => doc === asked) ?? events.findLast(isOfTab);
      const claims = readClaims(token ?? apikey);
      const probe = async (isPrivate: boolean) => {
        const answer = await joinProbe({ url, apikey, token, topic, private: isPrivate });
        const { doc = "panel", seq = 0, frameId } = page ?? {};
        const id = `${doc}:probe:${joins++}`;
        const frame = frameId === undefined ? {} : { frameId };
        const stamp = { id, seq, doc, at: now(), tab: tabId, ...frame };
        const about = { topic, private: isPrivate, ...(claims && { claims }) };
        store.getState().append([{ ...stamp, kind: "probe.join", ...about, ...answer }]);
      };
      // As the page did, and as it should have done.
      await Promise.all([...new Set([joined, true])].map(probe));
    },
    async bodies(events) {
      const docOf = (id: string) => id.slice(0, id.lastIndexOf(":"));
      const replies = await Promise.all(
        [...new Set(events.map(docOf))].map((doc) =>
          ask(doc, { kind: "body.ask", events: events.filter((id) => docOf(id) === doc) }),
        ),
      );
      return new Map(
        replies.flatMap(({ bodies }) => bodies.map(({ event, body }) => [event, body])),
      );
    },
    source: async (url, doc) => (await ask(doc, { kind: "source.ask", url })).text,
    async takeOut() {
      const open = everywhere().filter((each) => each.isLive());
      if (open.length === 0) throw new Error("No page is connected.");
      const replies = await Promise.all(open.map((each) => soon(each.ask({ kind: "taps.off" }))));
      for (const reply of replies) if (reply.kind === "ask.fail") throw new Error(reply.error);
    },
  };
}

/** A page that never answers keeps nobody waiting. */
const soon = async <T>(answer: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const give = () => reject(new Error(`The page did not answer within ${PATIENCE / 1_000} s.`));
    timer = setTimeout(give, PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Waits until each question has a new answer in the log. Rejects with a sentence when no more can come. */
function untilAnswered(store: StoreApi<State>, questions: string[]): Promise<void> {
  const open = new Set(questions);
  let read = store.getState().events.length;
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const giveUp = () => {
      stop();
      reject(new Error(`The page did not answer within ${PATIENCE / 1_000} s.`));
    };
    const stop = store.subscribe(({ events }) => {
      // After a clear the log is shorter than before.
      if (read > events.length) read = 0;
      for (; read < events.length; read++) {
        const event = events[read];
        if (event?.kind === "probe.answer") open.delete(event.question);
      }
      if (open.size === 0) done();
    });
    const timer = setTimeout(giveUp, PATIENCE);
    if (open.size === 0) done();
  });
}
