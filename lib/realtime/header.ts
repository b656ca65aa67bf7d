/** What a frame is about, read from its first bytes only: for code that must not pay for the payload. */
import { splitBinary } from "./binary.ts";

export interface Header {
  topic: string;
  event: string;
}

/** As it was at the start: this runs in the page too, which may replace its own. */
const { parse } = JSON;

const text = String.raw`"((?:[^"\\]|\\.)*)"`;
const ref = String.raw`(?:null|"[^"\\]*"|\d+)`;

/** Serializer 2.0.0: `[join_ref, ref, topic, event,`. */
const array = new RegExp(String.raw`^\s*\[\s*${ref}\s*,\s*${ref}\s*,\s*${text}\s*,\s*${text}\s*,`);
/** Serializer 1.0.0: clients write the topic first, the server writes keys in alphabetical order, so topic is last. */
const objectByClient = new RegExp(String.raw`^\{"topic":${text},"event":${text}[,}]`);
const objectByServer = new RegExp(String.raw`^\{"event":${text},`);
const lastTopic = new RegExp(String.raw`"topic":${text}\}$`);

/** A topic is at most 255 bytes; six characters each when escaped. */
const TAIL = 2_000;

/** A header that stands before its payload, and where that begins: what follows the comma, or the rest of the keys. */
export interface Front extends Header {
  end: number;
}

/** The header of a text frame that begins with it: of serializer 2.0.0 and of what clients send in 1.0.0. */
export function front(frame: string): Front | null {
  const found = array.exec(frame) ?? objectByClient.exec(frame);
  const about = found && make(found[1], found[2]);
  return about && { ...about, end: found[0].length };
}

/** Topic and event of a frame in time that does not grow with the payload, or null when it does not look like one. */
export function header(frame: string | ArrayBuffer): Header | null {
  if (typeof frame !== "string") return binaryHeader(frame);
  const found = array.exec(frame) ?? objectByClient.exec(frame);
  if (found) return make(found[1], found[2]);
  const event = objectByServer.exec(frame);
  const topic = event && lastTopic.exec(frame.slice(-TAIL));
  return topic ? make(topic[1], event[1]) : null;
}

function binaryHeader(buffer: ArrayBuffer): Header | null {
  const frame = splitBinary(new Uint8Array(buffer), "in");
  if ("error" in frame || frame.fields.topic === undefined) return null;
  const events: Record<number, string> = { 1: "phx_reply", 3: "broadcast", 4: "broadcast" };
  return { topic: frame.fields.topic, event: events[frame.kind] ?? frame.fields.event ?? "" };
}

function make(topic = "", event = ""): Header | null {
  if (!topic.includes("\\") && !event.includes("\\")) return { topic, event };
  try {
    const unescape = (raw: string) => parse(`"${raw}"`) as string;
    return { topic: unescape(topic), event: unescape(event) };
  } catch {
    return null;
  }
}
