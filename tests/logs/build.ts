import type { CaptureEvent, Said, TapName } from "../../lib/event.ts";

export const USER = "u-1";
export const PROJECT = "p-1";
export const JOB_TOPIC = `fal_jobs:${USER}`;
export const PROJECT_TOPIC = `project:${PROJECT}`;
export const KEY = `/api/projects/${PROJECT}`;
/** Start of every log, ms since the epoch. */
export const START = Date.parse("2026-11-24T14:02:00Z");

const TAPS: TapName[] = [
  "socket",
  "channel",
  "fetch",
  "swr",
  "react",
  "image",
  "console",
  "error",
  "page",
];

/** One document of a log: a clock that is moved by hand, and a word for each thing that can happen in the page. */
export class Page {
  readonly events: CaptureEvent[] = [];
  now: number;
  /** The socket that sends and hears. */
  socket = 1;
  #seq = 0;
  #fetch = 0;
  #ref = 0;
  readonly doc: string;
  readonly tab: number;
  /** Of a frame inside the page. */
  frameId?: number;
  /** Whether what is heard is what the join asked for of the past. */
  replays = false;

  constructor(doc = "d1", start = START, tab = 1) {
    this.doc = doc;
    this.tab = tab;
    this.now = start;
  }

  /** Says one thing `after` ms from now, and gives its id. */
  say(after: number, said: Said): string {
    this.now += after;
    const seq = this.#seq++;
    const { doc, tab, frameId } = this;
    const frame = frameId === undefined ? {} : { frameId };
    this.events.push({ ...said, id: `${doc}:${seq}`, seq, doc, at: this.now, tab, ...frame });
    return `${doc}:${seq}`;
  }

  open(taps: TapName[] = TAPS): void {
    this.say(0, {
      kind: "page.start",
      url: "http://localhost:3000/",
      version: 1,
      taps,
      late: false,
    });
    if (taps.includes("swr")) this.say(5, { kind: "tap.attach", tap: "swr", what: "cache" });
    if (taps.includes("react")) this.say(1, { kind: "tap.attach", tap: "react", what: "renderer" });
    this.connect();
  }

  connect(socket = 1): void {
    this.socket = socket;
    this.say(20, { kind: "socket.create", socket, url: "ws://localhost/", vsn: "2.0.0" });
    this.say(30, { kind: "socket.open", socket });
  }

  sends(
    after: number,
    topic: string,
    event: string,
    payload: object,
    ref = String(++this.#ref),
  ): string {
    const text = JSON.stringify([ref, ref, topic, event, payload]);
    this.say(after, { kind: "frame.out", socket: this.socket, size: text.length, body: { text } });
    return ref;
  }

  hears(
    after: number,
    topic: string,
    event: string,
    payload: object,
    ref: string | null = null,
  ): string {
    const text = JSON.stringify([ref, ref, topic, event, payload]);
    return this.say(after, {
      kind: "frame.in",
      socket: this.socket,
      size: text.length,
      body: { text },
    });
  }

  /**
   * A channel with a binding, its join and the server's answer: `ok`, the reason of the refusal, or null for none. `role` is
   * that of its token, null for none.
   */
  join(
    channel: number,
    topic: string,
    options: {
      private?: boolean;
      event?: string;
      answer?: string | null;
      role?: string | null;
    } = {},
  ): string {
    const wire = `realtime:${topic}`;
    const binding = { type: "broadcast", event: options.event ?? "*" };
    this.say(2, { kind: "channel.create", channel, topic: wire });
    this.say(0, {
      kind: "channel.bind",
      channel,
      topic: wire,
      binding,
      state: "closed",
      handler: handlerOf(topic),
    });
    this.say(0, {
      kind: "channel.subscribe",
      channel,
      topic: wire,
      before: "closed",
      after: "joining",
      noop: false,
    });
    const config = { broadcast: { ack: false, self: false }, private: options.private ?? true };
    const { role = "authenticated", answer = "ok" } = options;
    const claims = `jwt:${JSON.stringify({ role, sub: USER, exp: 4_000_000_000 })}`;
    const token = role === null ? {} : { access_token: claims };
    const ref = this.sends(1, wire, "phx_join", { config, ...token });
    if (answer === null) return ref;
    const reply =
      answer === "ok"
        ? { status: "ok", response: { postgres_changes: [] } }
        : { status: "error", response: { reason: answer } };
    this.hears(15, wire, "phx_reply", reply, ref);
    return ref;
  }

  /** Leaves a topic, as `removeChannel` does. */
  leave(after: number, topic: string): void {
    this.sends(after, `realtime:${topic}`, "phx_leave", {});
  }

  /** A database broadcast; gives the id of its frame. */
  broadcast(
    after: number,
    topic: string,
    operation: string,
    table: string,
    record: object,
    debug?: object,
  ): string {
    const payload = {
      operation,
      table,
      schema: "public",
      record,
      old_record: null,
      ...(debug && { _debug: debug }),
    };
    return this.hears(after, `realtime:${topic}`, "broadcast", {
      type: "broadcast",
      event: operation,
      payload,
      meta: { id: `m${this.events.length}`, ...(this.replays && { replayed: true }) },
    });
  }

  run(after: number, topic: string, frame: string, event: string, error?: string): void {
    this.say(after, {
      kind: "handler.run",
      channel: topic === JOB_TOPIC ? 1 : 2,
      topic: `realtime:${topic}`,
      binding: { type: "broadcast", event: "*" },
      handler: handlerOf(topic),
      event,
      frame,
      ms: 0.4,
      outcome: error === undefined ? "returned" : "threw",
      ...(error !== undefined && { error }),
    });
  }

  /** A request and its answer; `status` 0 is a network failure. */
  fetch(
    after: number,
    url: string,
    ms: number,
    status: number,
    body?: string,
    action?: { id: string; args: object },
  ): string {
    const fetch = ++this.#fetch;
    const id = this.say(after, {
      kind: "fetch.start",
      fetch,
      method: action ? "POST" : "GET",
      url,
      ...(action && { action: action.id, body: JSON.stringify([action.args]) }),
    });
    if (status === 0) this.say(ms, { kind: "fetch.fail", fetch, ms, error: "Failed to fetch" });
    else {
      const type = action ? "text/x-component" : "application/json";
      this.say(ms, {
        kind: "fetch.end",
        fetch,
        status,
        ms,
        type,
        ...(body !== undefined && { body }),
      });
    }
    return id;
  }

  commit(after: number, needle: string, component: string): void {
    const hits = [{ needle, where: "props" as const, component }];
    this.say(after, { kind: "react.commit", hits, fibers: 40, ms: 0.3, exhausted: false });
  }
}

const handlerOf = (topic: string): string =>
  topic.startsWith("fal_jobs") ? "handleJobUpdate" : "handleProjectUpdate";

/** The events of several documents as the panel would get them: by time. */
export function together(...pages: Page[]): CaptureEvent[] {
  return pages.flatMap((page) => page.events).toSorted((a, b) => a.at - b.at);
}
