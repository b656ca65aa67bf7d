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
  /** The browser's id of the frame in its tab, absent for the top one. Comes from the extension, never from the page. */
  frameId?: number;
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

/** What a frame is about, of one whose body the page keeps: `inner` is the event in a broadcast, where it stands in front. */
export interface Head {
  topic: string;
  event: string;
  inner?: string;
}

/** How a Realtime binding was registered: `channel.on(type, {event}, callback)`. */
export interface Binding {
  type: string;
  event?: string;
}

/** What a token says of itself; the token is never kept. `exp` in seconds since the epoch, as in the token. */
export interface Claims {
  role?: string;
  sub?: string;
  exp?: number;
}

/** A switch of the companion that is on, and what it was told: see lib/companion/switches.ts. */
export interface SwitchedOn {
  id: string;
  params: Record<string, string | number | boolean>;
}

/**
 * What the companion made: `injected` by a fix, which is never evidence, or `rehearsed` by a fault, which counts as if it had
 * happened by itself, and is shown as what it is.
 */
interface Made {
  injected?: true;
  rehearsed?: true;
}

/** Where a watched id or URL was found in a React tree. */
export interface CommitHit {
  needle: string;
  where: "props" | "state";
  /** Display name of the nearest component that has one, else the tag of the host element. */
  component?: string;
  /** In a look: the state is the very object of the render before, so it was changed in place if it was changed. */
  kept?: true;
}

type Kinds = {
  /**
   * First event of every document. `taps` are the ones installed; `late` if page scripts may have run before; `prerendered`
   * when nobody is looking at it yet: then a `page.show` follows once somebody does.
   */
  "page.start": {
    url: string;
    title?: string;
    version: number;
    taps: TapName[];
    late: boolean;
    prerendered?: true;
  };
  "page.visibility": { state: "visible" | "hidden" };
  "page.network": { online: boolean };
  "page.navigate": { url: string };
  "page.leave": { persisted: boolean };
  /** The document is the one that is looked at (again): out of a prerender, or of the back/forward cache that a `page.leave` put it in. */
  "page.show": { from: "prerender" | "cache" };

  /** A tap found what it can watch (a realtime-js channel class, an SWR cache, a React renderer). */
  "tap.attach": { tap: TapName; what: string; version?: string };
  /** A tap raised; when `off`, it has restored the original and is switched off. */
  "tap.error": { tap: TapName; message: string; stack?: string; off: boolean };
  /** What the taps took of the page's time since they told it last, by their own measure: `ms` for `frames`; `bytes` kept. */
  "tap.cost": { frames: number; ms: number; bytes: number };
  /** Events were dropped: `count` of them, with sequence numbers from `from` to `to`, both included. */
  "gap.drop": { count: number; from: number; to: number; reason: string };

  /** `url` has its apikey redacted; `vsn` is the serializer ("1.0.0" or "2.0.0"). `socket` numbers count per document. */
  "socket.create": { socket: number; url: string; vsn: string };
  "socket.open": { socket: number };
  "socket.close": {
    socket: number;
    code: number;
    reason: string;
    clean: boolean;
    rehearsed?: true;
  };
  "socket.error": { socket: number };

  /**
   * One message of a socket that speaks Phoenix. Bytes in `size` (UTF-16 units for text). Tokens in outgoing
   * frames are replaced by `jwt:{"role":…,"sub":…,"exp":…}` (a string) before the event is made.
   * `held`: the body is not here, the page keeps it for as long as it has room for it, and a panel may ask for it (`body.ask`).
   * A `frame.out` is what left the page: one that a fix has changed is `injected`, one that a fault kept back is `rehearsed`.
   */
  "frame.in": Made & { socket: number; size: number; body: FrameBody; held?: Head };
  "frame.out": Made & { socket: number; size: number; body: FrameBody; held?: Head };

  /** A RealtimeChannel was constructed. `channel` numbers count per document; `topic` with its `realtime:` prefix. */
  "channel.create": { channel: number; topic: string };
  "channel.bind": {
    channel: number;
    topic: string;
    binding: Binding;
    state: string;
    handler: string;
    /** Stack of the call of `on()`: where the app registered it. */
    stack?: string;
  };
  /** `noop`: the channel was joined or joining already, so this call did nothing and its callback will never run. */
  "channel.subscribe": {
    channel: number;
    topic: string;
    before: string;
    after: string;
    noop: boolean;
    stack?: string;
  };
  "channel.status": { channel: number; topic: string; status: string; error?: string };
  "channel.unsubscribe": { channel: number; topic: string };

  /** The page holds a session, as its storage or the header of a request tells; null when it has gone. */
  "auth.session": { claims: Claims | null; source: "storage" | "header" };
  /** `realtime.setAuth()` was called; `pinned` when with a token, which switches refreshing off. */
  "auth.set": { pinned: boolean };
  /** A Web Lock of the auth client was still held when a channel should have joined long ago. */
  "auth.lock": { name: string; held: boolean; waiting: number };

  /**
   * A callback of a binding ran. `bind` is the id of its `channel.bind`, `frame` that of the `frame.in` being delivered; `event` the one in the
   * message; `misses` are the paths of fields that it looked for and the message does not have, such as "new" or
   * "payload.record.requestId", while it ran synchronously; absent when there were none, and in a storm.
   */
  "handler.run": {
    channel: number;
    topic: string;
    binding: Binding;
    handler: string;
    bind?: string;
    event?: string;
    frame?: string;
    ms: number;
    outcome: "returned" | "promised" | "threw";
    error?: string;
    stack?: string;
    misses?: string[];
  };
  /**
   * The promise that an async callback returned was rejected and nobody handled it. `run` is the id of its `handler.run`, `ms` the
   * time from that on. How long one took that was fulfilled cannot be told without handling it for the page.
   */
  "handler.reject": {
    run: string;
    topic: string;
    handler: string;
    error: string;
    ms?: number;
    stack?: string;
  };

  /**
   * `action` is the Next-Action id; `body` only for actions (the arguments) and for writes to the paths of the profile,
   * up to a cap; `cut` says how many characters were left out.
   */
  "fetch.start": {
    fetch: number;
    method: string;
    url: string;
    action?: string;
    body?: string;
    cut?: number;
  };
  /**
   * `body` only for actions and for the paths of the profile; `headers` the few that explain caching; `cached` when the
   * browser took the answer from its own HTTP cache.
   */
  "fetch.end": {
    fetch: number;
    status: number;
    ms: number;
    type: string;
    headers?: Record<string, string>;
    body?: string;
    cut?: number;
    cached?: boolean;
    rehearsed?: true;
  };
  "fetch.fail": { fetch: number; ms: number; error: string; rehearsed?: true };

  /** `cache` numbers SWR caches per document; `key` is the serialised key. */
  "cache.mutate": Made & {
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
  /**
   * A `useSWR` with this key was mounted or unmounted, or changed what matters here. `listeners` hooks are mounted for the
   * key then; `fetcher` whether the first of them has one. Intervals in ms.
   */
  "cache.hook": {
    cache: number;
    key: string;
    listeners: number;
    fetcher: boolean;
    keepPreviousData?: boolean;
    refreshInterval?: number;
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
  /** `held` and `holds`: which watched URLs the data under the key had before and has now. */
  "cache.write": {
    cache: number;
    key: string;
    from: string;
    to: string;
    blanked: boolean;
    held?: string[];
    holds?: string[];
  };

  /** A commit that holds a watched id or URL for the first time. `exhausted`: the walk ran out of budget, so no hit means nothing. */
  "react.commit": { hits: CommitHit[]; fibers: number; ms: number; exhausted: boolean };

  /**
   * A look at the whole tree some time after a handler ran or data came, when no commit held what was waited for. `needles`
   * is what was looked for, `hits` where it is all the same, `commits` how many commits there were since.
   */
  "react.look": {
    needles: string[];
    hits: CommitHit[];
    fibers: number;
    ms: number;
    exhausted: boolean;
    commits: number;
  };

  /** `url` is the source URL (behind `/_next/image?url=` too); `inView` whether the element is in the viewport. */
  "image.start": { url: string; lazy: boolean; inView?: boolean };
  "image.load": { url: string; width: number; height: number; visible: boolean };
  /** `status` is that of the HTTP answer, where the browser tells it. */
  "image.error": { url: string; status?: number };
  /** An element that had shown the URL left the document or shows another one. */
  "image.remove": { url: string };

  /** A console line that begins with `[REALTIME]` or `[POLLING]`. `args` are JSON, cut at a cap. */
  "console.line": { level: string; text: string; args: string[] };
  "error.throw": { message: string; stack?: string };
  "error.reject": { message: string; stack?: string };
  "error.csp": { blocked: string; directive: string };

  /**
   * What a person asked for in the panel was answered. `question` names it: "job <request id>" or "project <project id>" for a
   * GET with the page's own credentials; status 0 when nothing came, and `error` says why.
   */
  "probe.answer": {
    question: string;
    url: string;
    status: number;
    ms: number;
    body?: string;
    error?: string;
  };
  /** A join of the topic by the panel's own client, with the page's live token. `reason` is the server's text. */
  "probe.join": {
    topic: string;
    private: boolean;
    status: "ok" | "error" | "timed out";
    ms: number;
    claims?: Claims;
    reason?: string;
  };

  /** The companion is on in this document: these switches, until `ends` (ms since the epoch). Told again when they change. */
  "companion.on": { on: SwitchedOn[]; ends: number };
  /**
   * A switch did something. `what` is a word of its own: "dropped", "delayed", "polled", "gave up" … The others name what it did it to:
   * the id of a `frame.in`, the number of a `fetch.start`, a topic with `realtime:`, a job, a serialised key.
   */
  "companion.act": {
    switch: string;
    what: string;
    frame?: string;
    fetch?: number;
    socket?: number;
    topic?: string;
    event?: string;
    job?: string;
    key?: string;
    url?: string;
    detail?: string;
  };
  /** It is off. `restored`: everything that it had replaced is what it was, compared one by one; `left` names what is not. */
  "companion.off": { reason: CompanionEnd; restored: boolean; left?: string[] };
};

/** Why the companion ended: its panel closed, its last switch went off, the key, its time, another document, or its own fault. */
export type CompanionEnd = "panel" | "switch" | "key" | "time" | "navigation" | "error";

export type EventKind = keyof Kinds;

/** What a tap says: a kind and its fields, not yet stamped. */
export type Said = { [K in EventKind]: { kind: K } & Kinds[K] }[EventKind];

/** One event of the log. */
export type CaptureEvent = { [K in EventKind]: Stamp & { kind: K } & Kinds[K] }[EventKind];

/** The event of one kind, e.g. `EventOf<"frame.in">`. */
export type EventOf<K extends EventKind> = Extract<CaptureEvent, { kind: K }>;
