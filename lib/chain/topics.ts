import type { EventOf } from "../event.ts";
import type { Message } from "../realtime/frame.ts";
import { at, parse, text } from "./fields.ts";
import { insert, type Join, type Seen, type Topic } from "./facts.ts";

/** How a join stood at a moment. */
export type Standing =
  | { state: "never" }
  | { state: "refused"; join: Join; reason: string; reply: Seen }
  | { state: "unanswered"; join: Join }
  | { state: "joined"; join: Join }
  | { state: "ended"; join: Join; end: Seen; why: "leave" | "phx_close" | "socket" };

interface Reply extends Seen {
  ok: boolean;
  reason?: string;
}

/** The topics of all documents: joins, replies, leaves and closes, whatever order they are told in. */
export class Topics {
  readonly #topics = new Map<string, Topic>();
  readonly #replies = new Map<string, Reply>();
  readonly #ends = new Map<string, (Seen & { why: "leave" | "phx_close" })[]>();
  readonly #closed = new Map<string, Seen>();

  get(doc: string, topic: string): Topic {
    const key = `${doc} ${topic}`;
    let found = this.#topics.get(key);
    if (!found)
      this.#topics.set(key, (found = { topic, doc, joins: [], bindings: [], system: [] }));
    return found;
  }

  /** The topics that a document ever joined. */
  ofDocument(doc: string): Topic[] {
    return [...this.#topics.values()].filter(
      (topic) => topic.doc === doc && topic.joins.length > 0,
    );
  }

  sent({ doc, id, at: when, socket }: EventOf<"frame.out">, message: Message): void {
    const seen = { id, at: when, doc };
    if (message.event === "phx_leave") this.#end(message.topic, { ...seen, why: "leave" });
    if (message.event !== "phx_join") return;
    const role = roleOf(text(message.payload, "access_token"));
    const isPrivate = at(message.payload, "config", "private");
    insert(this.get(doc, message.topic).joins, {
      ...seen,
      socket,
      ref: message.ref,
      private: isPrivate === true || isPrivate === "true",
      ...(role !== undefined && { role }),
    });
  }

  received({ doc, id, at: when, socket }: EventOf<"frame.in">, message: Message): void {
    const seen = { id, at: when, doc };
    if (message.event === "phx_reply" && message.ref !== null) {
      const response = at(message.payload, "response");
      const reason =
        text(response, "reason") ?? (typeof response === "string" ? response : undefined);
      this.#replies.set(`${doc} ${socket} ${message.ref}`, {
        ...seen,
        ok: at(message.payload, "status") === "ok",
        ...(reason !== undefined && { reason }),
      });
    }
    if (message.event === "phx_close") this.#end(message.topic, { ...seen, why: "phx_close" });
    if (message.event === "system" && at(message.payload, "status") === "error") {
      const problem = text(message.payload, "message") ?? "unknown error";
      insert(this.get(doc, message.topic).system, { ...seen, message: problem });
    }
  }

  socketClosed({ doc, id, at: when, socket }: EventOf<"socket.close">): void {
    this.#closed.set(`${doc} ${socket}`, { id, at: when, doc });
  }

  /** When the server answered the message `ref` of a socket, ms. */
  answeredAt(doc: string, socket: number, ref: string | null): number | undefined {
    return this.#replies.get(`${doc} ${socket} ${ref}`)?.at;
  }

  /** How `topic` stood in `doc` at `when`. */
  standing(doc: string, topic: string, when: number): Standing {
    const join = this.get(doc, topic).joins.findLast((each) => each.at <= when);
    if (!join) return { state: "never" };
    const reply = this.#replies.get(`${doc} ${join.socket} ${join.ref}`);
    const end = this.#endOf(join, topic, when);
    if (reply && !reply.ok && reply.at <= when) {
      return { state: "refused", join, reply, reason: reply.reason ?? "no reason given" };
    }
    if (end) return { state: "ended", join, end, why: end.why };
    return reply && reply.at <= when ? { state: "joined", join } : { state: "unanswered", join };
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

  #endOf(join: Join, topic: string, when: number) {
    const ends = this.#ends.get(`${join.doc} ${topic}`) ?? [];
    const own = ends.find((end) => end.at > join.at && end.at <= when);
    const closed = this.#closed.get(`${join.doc} ${join.socket}`);
    const socket = closed && closed.at <= when ? { ...closed, why: "socket" as const } : undefined;
    return own && (!socket || own.at < socket.at) ? own : socket;
  }

  #end(topic: string, end: Seen & { why: "leave" | "phx_close" }): void {
    const key = `${end.doc} ${topic}`;
    const ends = this.#ends.get(key) ?? [];
    this.#ends.set(key, ends);
    insert(ends, end);
  }
}

/** The tap writes a token as `jwt:{"role":…}`. */
function roleOf(token: string | undefined): string | undefined {
  if (!token?.startsWith("jwt:")) return undefined;
  return text(parse(token.slice(4)), "role");
}
