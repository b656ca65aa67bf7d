import type { RealtimeSocket } from "./socket.ts";
import type { Extension } from "./authorize.ts";
import type { Claims } from "./tokens.ts";

export interface JoinConfig {
  isPrivate: boolean;
  broadcast: { ack: boolean; self: boolean; replicationReady: boolean };
  /** As sent, undefined when not asked for. */
  replay: { since: unknown; limit: unknown } | undefined;
  presence: { enabled: boolean; key: string };
  postgresChanges: Record<string, unknown>[];
}

/** One joined topic of one socket. */
export interface Channel {
  socket: RealtimeSocket;
  /** As on the wire: `realtime:fal_jobs:…`. */
  topic: string;
  /** As policies and SQL see it. */
  subTopic: string;
  joinRef: string | null;
  config: JoinConfig;
  token: string;
  claims: Claims;
  /** The next check of the token. */
  expiry: ReturnType<typeof setTimeout> | undefined;
  /** Answers of the write policies, kept for the channel's life. */
  mayWrite: Map<Extension, boolean>;
  /** Ids of messages that came as replay: not delivered again live. */
  replayed: Set<string>;
  /** When presence was called, in ms since 1970, within the last 30 s. */
  presenceCalls: number[];
  isOpen: boolean;
}

export const PREFIX = "realtime:";

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const flag = (value: unknown): boolean => value === true || value === "true";

/** Reads the payload of phx_join. Undefined for the shape that crashes the server; other wrong values are defaults. */
export function readJoinConfig(payload: unknown): JoinConfig | undefined {
  const config = fieldsOf(fieldsOf(payload)["config"]);
  const broadcast = config["broadcast"] ?? {};
  if (!isFields(broadcast)) return undefined;
  const presence = fieldsOf(config["presence"]);
  const changes = config["postgres_changes"];
  const replay = broadcast["replay"];
  const key = presence["key"];
  return {
    isPrivate: flag(config["private"]),
    broadcast: {
      ack: flag(broadcast["ack"]),
      self: flag(broadcast["self"]),
      replicationReady: flag(broadcast["replication_ready"]),
    },
    replay: isFields(replay) ? { since: replay["since"], limit: replay["limit"] } : undefined,
    presence: {
      enabled: flag(presence["enabled"]),
      key: typeof key === "string" && key !== "" ? key : crypto.randomUUID(),
    },
    postgresChanges: Array.isArray(changes) ? changes.filter(isFields) : [],
  };
}

/** The token a join is judged by: `user_token`, then `access_token`, then the key of the socket. */
export function tokenOf(payload: unknown, apiKey: string): string {
  const fields = fieldsOf(payload);
  const token = fields["user_token"] ?? fields["access_token"];
  return typeof token === "string" && !token.startsWith("sb_") ? token : apiKey;
}
