/** Everything that is said between page, relay and panel. */
import type { Command, Reply } from "../command.ts";
import type { CaptureEvent } from "../event.ts";
import { isCommand } from "./command.ts";
import { isCaptureEvent } from "../event-shape.ts";
import type { Packed } from "./pack.ts";
import { isReply } from "./reply.ts";
import { isPacked } from "./unpack.ts";

export type Message =
  /** Page to relay: events in order, one at least. */
  | { kind: "packed"; packed: Packed }
  /** The same, where the page's JSON is not what it says. */
  | { kind: "events"; events: CaptureEvent[] }
  /** Page to relay: the name of the event by which it speaks when it is left. */
  | { kind: "farewell"; name: string }
  /** Relay to page: the extension has gone, so should the taps. */
  | { kind: "end" }
  /** Relay to page: whether a panel is there. While none is, there is no hurry. */
  | { kind: "watched"; on: boolean }
  /** Panel to relay: begin, after event `after` of document `doc` if that is still the document. */
  | { kind: "attach"; doc?: string; after?: number }
  /** Relay to panel: there is a relay. */
  | { kind: "hello" }
  /** Relay to panel. Numbers count per connection. */
  | { kind: "batch"; batch: number; packs: Packed[] }
  /** Panel to relay, and relay to page: batch received; gives one credit back. */
  | { kind: "ack"; batch: number }
  /** Panel to relay, and relay to page: a person wants to know. */
  | { kind: "command"; command: Command }
  /** Page to relay, and relay to the panel that asked. */
  | { kind: "reply"; reply: Reply };

type Fields = Record<string, unknown>;

const isOptional = (value: unknown, type: "string" | "number") =>
  value === undefined || typeof value === type;

/** How each kind is checked. What fails is as if it had never been sent. */
const checks: { [K in Message["kind"]]: (message: Fields) => boolean } = {
  events: ({ events }) => Array.isArray(events),
  packed: ({ packed }) => isPacked(packed),
  farewell: ({ name }) => typeof name === "string" && name.length === 32,
  end: () => true,
  watched: ({ on }) => typeof on === "boolean",
  attach: ({ doc, after }) => isOptional(doc, "string") && isOptional(after, "number"),
  hello: () => true,
  batch: ({ batch, packs }) =>
    typeof batch === "number" && Array.isArray(packs) && packs.every(isPacked),
  ack: ({ batch }) => typeof batch === "number",
  command: ({ command }) => isCommand(command),
  reply: ({ reply }) => isReply(reply),
};

/** The message in `value`, without those of its events that are none (packed ones are read by reader.ts); undefined if it is no message of ours. */
export function readMessage(value: unknown): Message | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Fields;
  const { kind } = fields;
  if (typeof kind !== "string" || !Object.hasOwn(checks, kind)) return undefined;
  if (!checks[kind as Message["kind"]](fields)) return undefined;
  const message = fields as Message;
  if (message.kind !== "events") return message;
  const events = (message.events as unknown[]).filter(isCaptureEvent);
  return events.length > 0 ? { ...message, events } : undefined;
}
