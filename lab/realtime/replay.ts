import type { Database } from "../db/database.ts";
import type { Channel, JoinConfig } from "./channel.ts";
import { joinReasons } from "./reasons.ts";
import { broadcastBody, encodeBroadcast } from "./serializer.ts";

const MOST = 25;

export interface Replayed {
  id: string;
  event: string;
  /** JSON text, or null when the message is binary. */
  payload: string | null;
  /** Bytes as hex. */
  bytes: string | null;
}

/** The newest private broadcasts of a topic since `since` (ms since 1970), oldest first, at most 25. */
export async function readReplay(
  db: Database,
  subTopic: string,
  isPrivate: boolean,
  { since, limit }: NonNullable<JoinConfig["replay"]>,
): Promise<{ messages: Replayed[] } | { reason: string }> {
  if (!isPrivate) return { reason: joinReasons.replayPublic };
  const count = limit ?? MOST;
  if (
    !Number.isInteger(since) ||
    !Number.isInteger(count) ||
    Number(count) < 1 ||
    Number(count) > MOST
  ) {
    return { reason: joinReasons.replayParams };
  }
  const { rows } = await db.query<Replayed>(
    `select id, event, payload::text as payload, encode(binary_payload, 'hex') as bytes
     from realtime.messages
     where topic = $1 and private and extension = 'broadcast' and event is not null
       and inserted_at >= to_timestamp($2::float8 / 1000) at time zone 'utc'
     order by inserted_at desc limit $3`,
    [subTopic, since, count],
  );
  return { messages: rows.toReversed() };
}

/** Sends them as the channel's own pushes: JSON as text to both versions, bytes as kind 4 to V2 only. */
export function postReplay({ socket, topic, joinRef }: Channel, messages: Replayed[]): void {
  for (const { id, event, payload, bytes } of messages) {
    const meta = JSON.stringify({ id, replayed: true });
    if (payload !== null) {
      const body = broadcastBody(event, meta, payload);
      socket.post({ joinRef, ref: null, topic, event: "broadcast", body });
    } else if (bytes !== null) {
      const binary = Buffer.from(bytes, "hex");
      const frame = encodeBroadcast(socket.version, {
        topic,
        event,
        meta,
        encoding: "binary",
        payload: binary,
      });
      if (frame !== undefined) socket.post(frame);
    }
  }
}
