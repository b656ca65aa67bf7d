import type { Claims, EventOf } from "../event.ts";
import type { Message } from "../realtime/frame.ts";
import { at, list, parse, text } from "./fields.ts";
import {
  byTime,
  firstFrom,
  indexFrom,
  insert,
  lastUntil,
  within,
  type Join,
  type Seen,
  type Topic,
} from "./facts.ts";
import { Shelf } from "./shelf.ts";

/** How a join stood at a moment. */
export type Standing =
  | { state: "never" }
  | { state: "refused"; join: Join; reason: string; reply: Seen }
  | { state: "unanswered"; join: Join }
  | { state: "joined"; join: Join; reply: Seen }
  | { state: "ended"; join: Join; end: Seen; why: Topic["ends"][number]["why"] | "socket" };

interface Reply extends Seen {
  ok: boolean;
  reason?: string;
}

/** So many frames with content are remembered for each topic, either way: rules only ask for the last ones. */
const FRAMES_KEPT = 100;

/** What a refused join held back comes within this time after it, ms. */
export const BURST_MS = 300;

const isTrue = (value: unknown): boolean => value === true || value === "true";

/** The topics of all documents: joins, replies, leaves and closes, whatever order they are told in. */
export class Topics {
  readonly #byDocument = new Map<string, Map<string, Topic>>();
  /** By document, by socket, by ref. */
  readonly #replies = new Map<string, Map<number, Map<string, Reply>>>();
  readonly #closed = new Map<string, Seen>();
  /** The refusals of joins, by document and socket. */
  readonly #refusals = new Shelf<Seen>();

  /** The topic (with its `realtime:` prefix) of a document; one that was never seen is empty. */
  get(doc: string, topic: string): Topic {
    let topics = this.#byDocument.get(doc);
    if (!topics) this.#byDocument.set(doc, (topics = new Map()));
    let found = topics.get(topic);
    if (!found) topics.set(topic, (found = emptyTopic(doc, topic)));
    return found;
  }

  /** The topics that a document ever spoke of, by name. */
  all(doc: string): Topic[] {
    const topics = this.#byDocument.get(doc)?.values() ?? [];
    return [...topics].toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
  }

  /** The topics that a document ever joined, the first joined first. */
  ofDocument(doc: string): Topic[] {
    const joined = this.all(doc).filter((topic) => topic.joins.length > 0);
    return joined.toSorted((a, b) => byTime(a.joins[0]!, b.joins[0]!));
  }

  sent({ doc, id, at: when, socket }: EventOf<"frame.out">, message: Message): void {
    const seen = { id, at: when, doc };
    const { payload, ref } = message;
    switch (message.event) {
      case "phx_leave":
        insert(this.get(doc, message.topic).ends, { ...seen, socket, why: "leave", ref: null });
        break;
      case "phx_join":
        insert(this.get(doc, message.topic).joins, { ...seen, socket, ref, ...readJoin(payload) });
        break;
      case "access_token": {
        const claims = claimsOf(text(payload, "access_token"));
        insert(this.get(doc, message.topic).tokens, { ...seen, ...(claims && { claims }) });
        break;
      }
      case "broadcast": {
        const event = text(payload, "event") ?? "";
        const { sent } = this.get(doc, message.topic);
        insert(sent, { ...seen, socket, ref, event });
        if (sent.length > FRAMES_KEPT) sent.shift();
        break;
      }
      default:
        break;
    }
  }

  received({ doc, id, at: when, socket }: EventOf<"frame.in">, message: Message): void {
    const seen = { id, at: when, doc };
    const { topic, payload } = message;
    switch (message.event) {
      case "phx_reply": {
        if (message.ref === null) break;
        const response = at(payload, "response");
        const reason =
          text(response, "reason") ?? (typeof response === "string" ? response : undefined);
        const ok = at(payload, "status") === "ok";
        if (!ok) this.#refusals.put(`${doc} ${socket}`, seen);
        if (reason === undefined) this.#repliesOf(doc, socket).set(message.ref, { ...seen, ok });
        else this.#repliesOf(doc, socket).set(message.ref, { ...seen, ok, reason });
        break;
      }
      case "phx_close":
      case "phx_error":
        insert(this.get(doc, topic).ends, {
          ...seen,
          socket,
          why: message.event,
          ref: message.ref,
        });
        break;
      case "system":
        insert(this.get(doc, topic).system, {
          ...seen,
          message: text(payload, "message") ?? "unknown error",
          ok: at(payload, "status") === "ok",
          extension: text(payload, "extension") ?? "",
        });
        break;
      case "presence_state":
        this.#presence(this.get(doc, topic), seen);
        break;
      case "broadcast":
      case "postgres_changes": {
        const { frames } = this.get(doc, topic);
        insert(frames, { ...seen, event: text(payload, "event") ?? "" });
        if (frames.length > FRAMES_KEPT) frames.shift();
        break;
      }
      default:
        break;
    }
  }

  socketClosed({ doc, id, at: when, socket }: EventOf<"socket.close">): void {
    this.#closed.set(`${doc} ${socket}`, { id, at: when, doc });
  }

  /** The server's answer to the message `ref` of a socket. */
  replyTo(doc: string, socket: number, ref: string | null): Reply | undefined {
    return ref === null ? undefined : this.#replies.get(doc)?.get(socket)?.get(ref);
  }

  /** When the server answered the message `ref` of a socket, ms. */
  answeredAt(doc: string, socket: number, ref: string | null): number | undefined {
    return this.replyTo(doc, socket, ref)?.at;
  }

  /** Whether a frame came right after a refusal of the same socket, which may have held it back. */
  wasHeld({ doc, socket, at: when }: EventOf<"frame.in">): boolean {
    const refusals = this.#refusals.of(`${doc} ${socket}`);
    return within(refusals, when - BURST_MS, when).length > 0;
  }

  /** How `topic` stood in `doc` at `when`: of two clients that joined it, how it stood for the one that it served better. */
  standing(doc: string, topic: string, when: number): Standing {
    const { joins } = this.get(doc, topic);
    const join = lastUntil(joins, when);
    if (!join) return { state: "never" };
    const now = this.#standingOf(join, topic, when);
    if (worth(now) < BEST) {
      const others = joins.filter((each) => each.at <= when && each.socket !== join.socket);
      const best = others
        .map((each) => this.#standingOf(each, topic, when))
        .findLast((each) => worth(each) > Math.max(worth(now), 0));
      if (best) return best;
    }
    if (now.state !== "unanswered") return now;
    // A client that is refused tries again and again; while it waits for the next answer the last one holds.
    const before = joins[joins.lastIndexOf(join) - 1];
    const last = before && this.#standingOf(before, topic, when);
    return last?.state === "refused" ? last : now;
  }

  #standingOf(join: Join, topic: string, when: number): Exclude<Standing, { state: "never" }> {
    const { doc } = join;
    const reply = this.replyTo(doc, join.socket, join.ref);
    const end = this.#endOf(join, topic, when);
    if (reply && !reply.ok && reply.at <= when) {
      return { state: "refused", join, reply, reason: reply.reason ?? "no reason given" };
    }
    if (end) return { state: "ended", join, end, why: end.why };
    return reply && reply.at <= when
      ? { state: "joined", join, reply }
      : { state: "unanswered", join };
  }

  /**
   * The standing that matters for a frame that was due from `from` to `until` and did not come: how the topic stood at first
   * if it was not joined then, otherwise its first end in that time.
   */
  during(doc: string, topic: string, from: number, until: number): Standing {
    const before = this.standing(doc, topic, from);
    if (before.state === "never" || before.state === "unanswered")
      return this.standing(doc, topic, until);
    if (before.state !== "joined") return before;
    const end = this.#endOf(before.join, topic, until);
    return end ? { state: "ended", join: before.join, end, why: end.why } : before;
  }

  /** The first join of the topic that was answered with ok after `when`, if there is one. */
  rejoined(doc: string, topic: string, when: number): Seen | undefined {
    const { joins } = this.get(doc, topic);
    for (let i = indexFrom(joins, when); i < joins.length; i++) {
      const { at: asked, socket, ref } = joins[i]!;
      const reply = asked > when ? this.replyTo(doc, socket, ref) : undefined;
      if (reply?.ok) return reply;
    }
    return undefined;
  }

  #repliesOf(doc: string, socket: number): Map<string, Reply> {
    let sockets = this.#replies.get(doc);
    if (!sockets) this.#replies.set(doc, (sockets = new Map()));
    let replies = sockets.get(socket);
    if (!replies) sockets.set(socket, (replies = new Map()));
    return replies;
  }

  #presence(topic: Topic, seen: Seen): void {
    if (!topic.presence || topic.presence.at > seen.at) topic.presence = seen;
  }

  /** A rejoin is answered before the old join is closed: a close with another join's ref is not this one's end. */
  #endOf(join: Join, topic: string, when: number) {
    const end = firstFrom(
      this.get(join.doc, topic).ends,
      join.at,
      (each) =>
        each.socket === join.socket &&
        each.at > join.at &&
        (each.ref === null || each.ref === join.ref),
    );
    const own = end && end.at <= when ? end : undefined;
    const closed = this.#closed.get(`${join.doc} ${join.socket}`);
    const socket = closed && closed.at <= when ? { ...closed, why: "socket" as const } : undefined;
    return own && (!socket || own.at < socket.at) ? own : socket;
  }
}

/** A private channel gets what a public one gets not: all of the database's broadcasts. */
const BEST = 2;
const worth = (standing: Standing): number =>
  standing.state === "joined" ? (standing.join.private ? BEST : 1) : 0;

const emptyTopic = (doc: string, topic: string): Topic => ({
  topic,
  doc,
  joins: [],
  ends: [],
  bindings: [],
  creates: [],
  subscribes: [],
  unsubscribes: [],
  statuses: [],
  system: [],
  tokens: [],
  sent: [],
  frames: [],
  probes: [],
});

function readJoin(payload: unknown) {
  const config = at(payload, "config");
  const claims = claimsOf(text(payload, "access_token"));
  return {
    private: isTrue(at(config, "private")),
    self: isTrue(at(config, "broadcast", "self")),
    ack: isTrue(at(config, "broadcast", "ack")),
    changes: list(at(config, "postgres_changes")).map((each) => ({
      ...named("event", text(each, "event")),
      ...named("schema", text(each, "schema")),
      ...named("table", text(each, "table")),
      ...named("filter", text(each, "filter")),
    })),
    ...(claims && { claims }),
  };
}

const named = <K extends string>(name: K, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in K]?: string };

/** The tap writes a token as `jwt:{"role":…,"sub":…,"exp":…}`. */
function claimsOf(token: string | undefined): Claims | undefined {
  if (!token?.startsWith("jwt:")) return undefined;
  const claims = parse(token.slice(4));
  const exp = at(claims, "exp");
  return {
    ...named("role", text(claims, "role")),
    ...named("sub", text(claims, "sub")),
    ...(typeof exp === "number" && { exp }),
  };
}
