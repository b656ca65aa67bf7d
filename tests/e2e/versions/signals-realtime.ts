import type { CaptureEvent } from "../../../lib/event.ts";
import { all, type Pattern, type Signal } from "./signal.ts";

const room = "realtime:fal_jobs:ada";
const status = (topic: string, state: string): Pattern => ({
  kind: "channel.status",
  topic: `realtime:${topic}`,
  status: state,
});
/** By the event of its binding: a minified callback has another name. */
const run = (event: string, fields: object): Pattern => ({
  kind: "handler.run",
  binding: { type: "broadcast", event },
  ...fields,
});
const joins = (topic: string) => (events: CaptureEvent[]) =>
  all(events, { kind: "frame.out", body: { text: /"phx_join"/ } }).filter((event) =>
    JSON.stringify(event).includes(topic),
  ).length;

/** Whether a frame of `event` came, and `handlers` ran for it. */
const ranFor = (event: string, handlers: number) => (events: CaptureEvent[]) => {
  const frames = events.filter(
    (each) =>
      each.kind === "frame.in" &&
      ("base64" in each.body ? atob(each.body.base64) : each.body.text).includes(event),
  );
  const runs = events.filter(
    (each) => each.kind === "handler.run" && frames.some(({ id }) => id === each.frame),
  );
  return frames.length > 0 && runs.length === handlers;
};

function readVsn(events: CaptureEvent[]): boolean {
  const created = events.find((event) => event.kind === "socket.create");
  const [first] = events.flatMap((event) => (event.kind === "frame.out" ? [event.body] : []));
  if (!created || !first || !("text" in first)) return false;
  return created.vsn === (first.text.startsWith("[") ? "2.0.0" : "1.0.0");
}

function hasHeartbeat(events: CaptureEvent[]): boolean {
  const [asked] = all(events, { kind: "frame.out", body: { text: /"heartbeat"/ } });
  return (
    asked !== undefined &&
    all(events, { kind: "frame.in", body: { text: /"phoenix".*"ok"/ } }).length > 0
  );
}

const noRejoin = {
  "2.11.15":
    "After a cut the client opens a new socket and joins nothing on it: its `disconnect()` clears the rejoin timers.",
};
const noHeader = Object.fromEntries(
  ["2.11.15", "2.15.5", "2.90.1", "2.99.3", "2.119.1"].map((version) => [
    version,
    "From 2.11 on realtime-js by itself says its version nowhere; supabase-js gives its own in `X-Client-Info`, which is seen.",
  ]),
);
export const realtime: Signal[] = [
  {
    name: "library and version",
    unseen: noHeader,
    seen: { kind: "tap.attach", tap: "channel", version: /^realtime-js\/2/ },
  },
  { name: "socket opens", seen: { kind: "socket.open", socket: 0 } },
  { name: "serializer", seen: (events) => readVsn(events) },
  { name: "heartbeat and its answer", seen: hasHeartbeat },
  { name: "channel created", seen: { kind: "channel.create", topic: room } },
  {
    name: "callback bound, and where",
    seen: {
      kind: "channel.bind",
      topic: room,
      binding: { type: "broadcast", event: "INSERT" },
      stack: /127\.0\.0\.1/,
    },
  },
  {
    name: "subscribe, and where",
    seen: {
      kind: "channel.subscribe",
      topic: room,
      before: "closed",
      noop: false,
      stack: /127\.0\.0\.1/,
    },
  },
  {
    name: "join let in",
    account: "fal_jobs:ada SUBSCRIBED",
    seen: status("fal_jobs:ada", "SUBSCRIBED"),
  },
  {
    name: "join denied",
    account: "denied CHANNEL_ERROR",
    seen: { ...status("denied", "CHANNEL_ERROR"), error: /Unauthorized/ },
  },
  {
    name: "private join",
    account: "secret SUBSCRIBED",
    seen: (events) =>
      joins('\\"private\\":true')(events) === 1 &&
      all(events, status("secret", "SUBSCRIBED")).length > 0,
  },
  {
    name: "frame runs the callback that matches",
    account: "took INSERT",
    seen: ranFor("job-1", 1),
  },
  { name: "frame that no binding matches", seen: ranFor("nobody-listens", 0) },
  {
    name: "field that a callback looks for in vain",
    seen: run("INSERT", { misses: { 0: "payload.record.requestId" } }),
  },
  {
    name: "callback throws",
    account: /from the handler/,
    seen: run("throws", { outcome: "threw", error: "from the handler" }),
  },
  {
    name: "async callback rejects",
    account: /from the promise/,
    seen: { kind: "handler.reject", topic: room, error: /from the promise/ },
  },
  {
    name: "presence callback",
    account: "presence",
    seen: { kind: "handler.run", binding: { type: "presence", event: "sync" } },
  },
  {
    name: "postgres_changes callback",
    account: "change",
    seen: { kind: "handler.run", binding: { type: "postgres_changes" }, event: "INSERT" },
  },
  {
    name: "second subscribe does nothing",
    seen: { kind: "channel.subscribe", topic: room, noop: true },
  },
  {
    name: "unsubscribe",
    account: "secret CLOSED",
    seen: { kind: "channel.unsubscribe", topic: "realtime:secret" },
  },
  {
    name: "server closes a channel",
    account: "closing CLOSED",
    seen: status("closing", "CLOSED"),
  },
  {
    name: "socket is cut",
    seen: { kind: "socket.close", socket: 0, code: 1006, clean: false },
  },
  {
    name: "channel is told of the cut",
    account: "fal_jobs:ada CHANNEL_ERROR",
    seen: status("fal_jobs:ada", "CHANNEL_ERROR"),
  },
  { name: "socket opens again", seen: { kind: "socket.open", socket: 1 } },
  {
    name: "rejoin is sent",
    account: "rejoined",
    never: noRejoin,
    seen: (events) => joins(room)(events) > 1,
  },
  {
    name: "rejoin is let in",
    account: "rejoined",
    never: noRejoin,
    seen: (events) => all(events, status("fal_jobs:ada", "SUBSCRIBED")).length > 1,
  },
];
