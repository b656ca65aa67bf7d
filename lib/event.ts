/**
 * The vocabulary: everything that the taps can say, and nothing else. A trace file is a list of these,
 * one JSON object a line; everything on screen is a pure function of such a list.
 *
 * `kind` is `subject.verb`. All times are milliseconds of the page's own clock since the Unix epoch
 * (`performance.timeOrigin + performance.now()`), with fractions; durations (`ms`) are milliseconds.
 */

/** The version of this vocabulary, in `page.start` and in trace files. */
export const EVENT_VERSION = 1;

/** What every event carries. `seq` has no gaps within one document. */
interface Stamp {
  /** Unique over all documents and tabs: `<doc>:<seq>`. Appending the same id twice is appending it once. */
  id: string;
  /** 0, 1, 2 … within one document, assigned at the source. */
  seq: number;
  /** Random id of the document (a reload is another document). */
  doc: string;
  at: number;
  /** The browser's id of the tab. Comes from the extension, never from the page. */
  tab?: number;
}

/** The names of the taps, as they appear in `page.start`, `tap.attach` and `tap.error`. */
export type TapName =
  | "socket"
  | "channel"
  | "fetch"
  | "swr"
  | "react"
  | "image"
  | "console"
  | "error"
  | "page";

/** The raw content of one frame: text as it was, binary as base64. `cut` says how many bytes the tap left out. */
export type FrameBody = { text: string; cut?: number } | { base64: string; cut?: number };

/** How a Realtime binding was registered: `channel.on(type, {event}, callback)`. */
export interface Binding {
  type: string;
  event?: string;
}

/** Where a watched id or URL was found in a React commit. */
export interface CommitHit {
  needle: string;
  where: "props" | "state";
  /** Display name of the component or tag of the host element, when there is one. */
  component?: string;
}

type Kinds = {
  /** First event of every document. `taps` are the ones installed; `late` if page scripts may have run before. */
  "page.start": { url: string; title?: string; version: number; taps: TapName[]; late: boolean };
  "page.visibility": { state: "visible" | "hidden" };
  "page.network": { online: boolean };
  "page.navigate": { url: string };
  "page.leave": { persisted: boolean };

  /** A tap found what it can watch (a realtime-js channel class, an SWR cache, a React renderer). */
  "tap.attach": { tap: TapName; what: string; version?: string };
  /** A tap raised; when `off`, it has restored the original and is switched off. */
  "tap.error": { tap: TapName; message: string; stack?: string; off: boolean };
  /** Events were dropped: `count` of them, with sequence numbers from `from` to `to`, both included. */
  "gap.drop": { count: number; from: number; to: number; reason: string };

  /** `url` has its apikey redacted; `vsn` is the serializer ("1.0.0" or "2.0.0"). `socket` numbers count per document. */
  "socket.create": { socket: number; url: string; vsn: string };
  "socket.open": { socket: number };
  "socket.close": { socket: number; code: number; reason: string; clean: boolean };
  "socket.error": { socket: number };

  /**
   * One message of a socket that speaks Phoenix. Bytes in `size` (UTF-16 units for text). Tokens in outgoing
   * frames are replaced by `jwt:{"role":…,"sub":…,"exp":…}` (a string) before the event is made.
   * `injected` marks our own faults and fixes: never evidence.
   */
  "frame.in": { socket: number; size: number; body: FrameBody; injected?: true };
  "frame.out": { socket: number; size: number; body: FrameBody };

  /** A RealtimeChannel was constructed. `channel` numbers count per document; `topic` with its `realtime:` prefix. */
  "channel.create": { channel: number; topic: string };
  "channel.bind": {
    channel: number;
    topic: string;
    binding: Binding;
    state: string;
    handler: string;
  };
  /** `noop`: the channel was joined or joining already, so this call did nothing and its callback will never run. */
  "channel.subscribe": {
    channel: number;
    topic: string;
    before: string;
    after: string;
    noop: boolean;
  };
  "channel.status": { channel: number; topic: string; status: string; error?: string };
  "channel.unsubscribe": { channel: number; topic: string };

  /**
   * A callback of a binding ran. `frame` is the id of the `frame.in` being delivered; `event` the one in the
   * message; `reads` are the top-level payload fields it looked at, when the tap could see that.
   */
  "handler.run": {
    channel: number;
    topic: string;
    binding: Binding;
    handler: string;
    event?: string;
    frame?: string;
    ms: number;
    outcome: "returned" | "promised" | "threw";
    error?: string;
    stack?: string;
    reads?: string[];
  };
  /** The promise that an async callback returned was rejected and nobody handled it. `run` is the id of its `handler.run`. */
  "handler.reject": { run: string; topic: string; handler: string; error: string };

  /** `action` is the Next-Action id; `body` only for actions (the arguments) and up to a cap. */
  "fetch.start": { fetch: number; method: string; url: string; action?: string; body?: string };
  /** `body` only for actions and for the paths of the profile; `headers` the few that explain caching. */
  "fetch.end": {
    fetch: number;
    status: number;
    ms: number;
    type: string;
    headers?: Record<string, string>;
    body?: string;
    cut?: number;
  };
  "fetch.fail": { fetch: number; ms: number; error: string };

  /** `cache` numbers SWR caches per document; `key` is the serialised key. */
  "cache.mutate": {
    cache: number;
    mutation: number;
    key: string;
    form: "global" | "bound" | "filter";
    hasData: boolean;
    /** The call wrote `undefined` over what was there. */
    blanks: boolean;
    options?: string[];
    /** The id of the `handler.run` in which it was called cannot be known yet; `topic` of that handler is. */
    topic?: string;
  };
  /** SWR asked a mounted hook to revalidate. `listeners` hooks are mounted for the key. */
  "cache.revalidate": {
    cache: number;
    key: string;
    cause: string;
    listeners: number;
    mutation?: number;
  };
  "cache.fetch": { cache: number; key: string; request: number; cause?: string };
  /** `superseded`: SWR threw the answer away; `same`: it was equal to what the cache held. */
  "cache.answer": {
    cache: number;
    key: string;
    request: number;
    outcome: "stored" | "same" | "superseded" | "failed";
    error?: string;
  };
  "cache.write": { cache: number; key: string; from: string; to: string; blanked: boolean };

  /** A commit that holds a watched id or URL for the first time. `exhausted`: the walk ran out of budget, so no hit means nothing. */
  "react.commit": { hits: CommitHit[]; fibers: number; ms: number; exhausted: boolean };

  /** `url` is the source URL (behind `/_next/image?url=` too). */
  "image.start": { url: string; lazy: boolean };
  "image.load": { url: string; width: number; height: number; visible: boolean };
  "image.error": { url: string };

  /** A console line that begins with `[REALTIME]` or `[POLLING]`. `args` are JSON, cut at a cap. */
  "console.line": { level: string; text: string; args: string[] };
  "error.throw": { message: string; stack?: string };
  "error.reject": { message: string; stack?: string };
  "error.csp": { blocked: string; directive: string };
};

export type EventKind = keyof Kinds;

/** What a tap says: a kind and its fields, not yet stamped. */
export type Said = { [K in EventKind]: { kind: K } & Kinds[K] }[EventKind];

/** One event of the log. */
export type CaptureEvent = { [K in EventKind]: Stamp & { kind: K } & Kinds[K] }[EventKind];

/** The event of one kind, e.g. `EventOf<"frame.in">`. */
export type EventOf<K extends EventKind> = Extract<CaptureEvent, { kind: K }>;
