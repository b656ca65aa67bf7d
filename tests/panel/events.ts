import type { CaptureEvent, Said } from "../../lib/event.ts";

const project = "realtime:project:7c1e04b2";
const jobs = "realtime:fal_jobs:u_51c7";

/** What one page says in the course of one job; `null` leaves a number out. */
const said: (Said | null)[] = [
  {
    kind: "page.start",
    url: "http://localhost:3000/projects/7c1e04b2",
    version: 1,
    taps: ["socket", "channel", "fetch", "swr", "react"],
    late: false,
  },
  {
    kind: "socket.create",
    socket: 1,
    url: "ws://localhost:4000/realtime/v1/websocket?apikey=…&vsn=2.0.0",
    vsn: "2.0.0",
  },
  { kind: "socket.open", socket: 1 },
  { kind: "tap.attach", tap: "channel", what: "RealtimeChannel", version: "2.15.0" },
  { kind: "tap.attach", tap: "swr", what: "cache 1" },
  { kind: "channel.create", channel: 1, topic: jobs },
  { kind: "channel.create", channel: 2, topic: project },
  {
    kind: "channel.bind",
    channel: 2,
    topic: project,
    binding: { type: "broadcast", event: "UPDATE" },
    state: "closed",
    handler: "handleProjectUpdate",
  },
  {
    kind: "frame.out",
    socket: 1,
    size: 190,
    body: {
      text: JSON.stringify([
        "2",
        "2",
        project,
        "phx_join",
        {
          config: { broadcast: { ack: false, self: false }, private: false },
          access_token: 'jwt:{"role":"authenticated"}',
        },
      ]),
    },
  },
  {
    kind: "frame.in",
    socket: 1,
    size: 88,
    body: {
      text: JSON.stringify(["2", "2", project, "phx_reply", { status: "ok", response: {} }]),
    },
  },
  {
    kind: "fetch.start",
    fetch: 1,
    method: "POST",
    url: "http://localhost:3000/projects/7c1e04b2",
    action: "40a1",
    body: '[{"prompt":"Lighthouse in fog, 35 mm","projectId":"7c1e04b2"}]',
  },
  {
    kind: "fetch.end",
    fetch: 1,
    status: 200,
    ms: 318,
    type: "text/x-component",
    body: '0:{"a":"$@1"}\n1:{"success":true,"jobId":"3f2a9c1e"}\n',
  },
  {
    kind: "frame.in",
    socket: 1,
    size: 412,
    body: {
      base64: binary(jobs, "INSERT", "5d0c7f3e-0000-4000-8000-000000000001", {
        operation: "INSERT",
        table: "fal_jobs",
        schema: "public",
        record: { id: "3f2a9c1e", status: "queued" },
        old_record: null,
      }),
    },
  },
  {
    kind: "handler.run",
    channel: 1,
    topic: jobs,
    binding: { type: "broadcast", event: "*" },
    handler: "handleJobUpdate",
    event: "INSERT",
    frame: "DOC:12",
    ms: 0.8,
    outcome: "returned",
    misses: ["new"],
  },
  { kind: "console.line", level: "log", text: "[REALTIME] job update", args: ['{"hasNew":true}'] },
  {
    kind: "react.commit",
    hits: [{ needle: "3f2a9c1e", where: "props", component: "QueueItem" }],
    fibers: 812,
    ms: 3.1,
    exhausted: false,
  },
  ...([null, null, null, null] as const),
  {
    kind: "frame.in",
    socket: 1,
    size: 902,
    body: {
      base64: binary(jobs, "UPDATE", "5d0c7f3e-0000-4000-8000-000000000002", {
        operation: "UPDATE",
        table: "fal_jobs",
        schema: "public",
        record: {
          id: "3f2a9c1e",
          status: "completed",
          result_url: "https://storage.example.com/images/lighthouse.png",
        },
        old_record: { id: "3f2a9c1e", status: "queued" },
      }),
    },
  },
  {
    kind: "handler.run",
    channel: 1,
    topic: jobs,
    binding: { type: "broadcast", event: "*" },
    handler: "handleJobUpdate",
    event: "UPDATE",
    frame: "DOC:20",
    ms: 0.6,
    outcome: "returned",
  },
  {
    kind: "fetch.end",
    fetch: 2,
    status: 200,
    ms: 41,
    type: "application/json",
    headers: { "cache-control": "no-store" },
    body: '{"id":"7c1e04b2","content":{"nodes":[{"id":"node_3f2a","data":{"generated":{"url":"https://storage.example.com/images/lighthouse.png"}}}]}}',
  },
];

/** The events of one document that begins at `start` (ms since the epoch), one every 300 ms. */
export function pageEvents(doc: string, start: number): CaptureEvent[] {
  return said.flatMap((event, seq) => {
    if (event === null) return [];
    const own =
      event.kind === "handler.run" && event.frame ? { frame: event.frame.replace("DOC", doc) } : {};
    return [
      {
        ...event,
        ...own,
        id: `${doc}:${seq}`,
        seq,
        doc,
        at: start + seq * 300,
        tab: 1,
      } as CaptureEvent,
    ];
  });
}

/** The frame of the saved project, as binary as the server sends it, that no handler takes. */
export function updateFrame(doc: string, seq: number, at: number): CaptureEvent {
  const record = {
    id: "7c1e04b2",
    user_id: "u_51c7",
    content: {
      nodes: [
        {
          id: "node_3f2a",
          data: { generated: { url: "https://storage.example.com/images/lighthouse.png" } },
        },
      ],
    },
    updated_at: "2026-03-05T14:02:10.500Z",
  };
  const base64 = binary(project, "UPDATE", "9b4c1e07-52da-4b1e-8f0a-2f7f0c6d1b21", {
    operation: "UPDATE",
    table: "projects",
    schema: "public",
    record,
    old_record: { id: "7c1e04b2" },
  });
  return {
    kind: "frame.in",
    socket: 1,
    size: 1_862,
    body: { base64 },
    id: `${doc}:${seq}`,
    seq,
    doc,
    at,
    tab: 1,
  };
}

/** A user broadcast of serializer 2.0.0 (kind 4, JSON): lengths of topic, event, metadata, then the four texts. */
function binary(topic: string, event: string, id: string, payload: object): string {
  const bytes = new TextEncoder();
  const [head, name, meta, data] = [
    topic,
    event,
    JSON.stringify({ id }),
    JSON.stringify(payload),
  ].map((text) => bytes.encode(text));
  const frame = [
    4,
    head!.length,
    name!.length,
    meta!.length,
    1,
    ...head!,
    ...name!,
    ...meta!,
    ...data!,
  ];
  return btoa(String.fromCharCode(...frame));
}
