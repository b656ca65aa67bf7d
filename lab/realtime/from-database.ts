import { log } from "../log.ts";
import { PREFIX } from "./channel.ts";
import type { Context } from "./context.ts";
import { disturbance } from "./disturbance.ts";
import { encodeBroadcast } from "./serializer.ts";
import type { UserBroadcast } from "./serializer.ts";

interface Row {
  id: string;
  topic: string;
  event: string | null;
  private: boolean | null;
  payload: string | null;
  /** Bytes as hex. */
  bytes: string | null;
}

interface Subject {
  record?: { id?: string; request_id?: string } | null;
  old_record?: { id?: string; request_id?: string } | null;
}

/** The step of the two chains that ends with this frame on the wire, by the topic's first part and the event. */
const STEPS: Record<string, string> = {
  "fal_jobs INSERT": "C5",
  "fal_jobs UPDATE": "U5",
  "project UPDATE": "U9",
};

/** The frames that a fault swallows. */
const DROPS: Record<string, string> = {
  "fal_jobs INSERT": "realtime.drop-job-insert-frames",
  "fal_jobs UPDATE": "realtime.drop-job-update-frames",
  "project UPDATE": "realtime.drop-project-frames",
};

const subjectOf = (payload: string | null): { id?: string; request_id?: string } => {
  const { record, old_record: old } = JSON.parse(payload ?? "{}") as Subject;
  return record ?? old ?? {};
};

function logDelivery({ id, topic, event, payload }: Row, count: number): void {
  const [kind = ""] = topic.split(":");
  const step = STEPS[`${kind} ${event}`];
  const subject = subjectOf(payload);
  log({
    ...(step && { step }),
    event: "frame delivered",
    ok: true,
    ...(kind === "fal_jobs" && subject.id && { jobId: subject.id }),
    ...(kind === "fal_jobs" && subject.request_id && { requestId: subject.request_id }),
    ...(kind === "project" && subject.id && { projectId: subject.id }),
    detail: { topic, event, messageId: id, sockets: count },
  });
}

/** Sends a row of realtime.messages to who has joined its topic. Rows that cannot be sent vanish without a signal. */
function deliver(context: Context, row: Row): void {
  const { id, event, payload, bytes } = row;
  if (event === null || (payload === null && bytes === null)) return;
  const drop = DROPS[`${row.topic.split(":")[0]} ${event}`];
  if (drop !== undefined && context.faults().has(drop)) return;
  const content = payload === null ? Buffer.from(bytes ?? "", "hex") : Buffer.from(payload, "utf8");
  if (content.length > context.limit("payloadKb") * 1000 + 500) return;
  if (context.events.isOver(context.limit("eventsPerSecond"))) return;
  context.events.add();

  const broadcast: UserBroadcast = {
    topic: PREFIX + row.topic,
    event,
    meta: JSON.stringify({ id }),
    encoding: payload === null ? "binary" : "json",
    payload: content,
  };
  let count = 0;
  for (const { socket, replayed } of context.hub.members(row.private === true, broadcast.topic)) {
    const frame = replayed.has(id) ? undefined : encodeBroadcast(socket.version, broadcast);
    if (frame === undefined) continue;
    if (socket.isReachable) count += 1;
    socket.post(frame);
  }
  context.events.add(count);
  if (count > 0) logDelivery(row, count);
}

/** Follows realtime.messages: one row after the other, in commit order. Returns the function that stops it. */
export async function followMessages(context: Context): Promise<() => Promise<void>> {
  let last = Promise.resolve();
  const disturb = disturbance<Row>();
  const read = async (id: string): Promise<void> => {
    const { rows } = await context.db.query<Row>(
      `select id, topic, event, private, payload::text as payload, encode(binary_payload, 'hex') as bytes
       from realtime.messages where id = $1 and extension = 'broadcast'`,
      [id],
    );
    for (const row of rows) {
      for (const each of disturb(context.faults(), row)) deliver(context, each);
    }
  };
  // A row that cannot be read is lost, as it is when the server's replication connection is down.
  const stop = await context.db.listen("realtime_messages", (id) => {
    last = last.then(() => read(id)).catch(() => undefined);
  });
  return async () => {
    await stop();
    await last;
  };
}
