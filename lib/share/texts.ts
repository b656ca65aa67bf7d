/** All texts of an event, whatever they are packed in. */
import { redactFlight } from "../capture/redact-flight.ts";
import type { CaptureEvent } from "../event.ts";
import { rewriteBinary } from "../realtime/binary.ts";
import { bytesOf, encodeBase64 } from "./encodings.ts";

/** `path` names the place, without places in lists: "frame.in.body". */
export type Rewrite = (text: string, path: string) => string;

/** Names that the log itself lives by; they are random, or the vocabulary's. */
const OWN = new Set(["id", "doc", "kind", "bind", "frame", "run"]);

/** The event with each of its texts rewritten; the same object where none has changed. */
export function rewriteEvent<E extends CaptureEvent>(event: E, rewrite: Rewrite): E {
  const direction = event.kind === "frame.out" ? "out" : "in";
  const isFlight = event.kind === "fetch.end" && event.type.startsWith("text/x-component");
  const deep = (value: unknown, path: string, name: string): unknown => {
    if (typeof value === "string") {
      if (name === "base64") return rewriteFrame(value, direction, (text) => rewrite(text, path));
      if (isFlight && name === "body") return redactFlight(value, (text) => rewrite(text, path));
      return rewrite(value, path);
    }
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return mapSame(value, (each) => deep(each, path, name));
    return mapFields(value, (inner, key) => deep(inner, `${path}.${key}`, key));
  };
  return mapFields(event, (value, key) =>
    OWN.has(key) ? value : deep(value, `${event.kind}.${key}`, key),
  ) as E;
}

function rewriteFrame(
  base64: string,
  direction: "in" | "out",
  rewrite: (text: string) => string,
): string {
  const bytes = bytesOf(base64);
  // What is no base64 is text.
  if (!bytes) return rewrite(base64);
  const rewritten = rewriteBinary(bytes, direction, rewrite);
  return isSame(bytes, rewritten) ? base64 : encodeBase64(rewritten);
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** The same list when nothing in it has changed. */
export function mapSame(list: readonly unknown[], map: (value: unknown) => unknown): unknown {
  const mapped = list.map(map);
  return mapped.every((value, at) => value === list[at]) ? list : mapped;
}

/** The same object when nothing in it has changed. */
export function mapFields(
  fields: object,
  map: (value: unknown, key: string) => unknown,
  mapKey: (key: string) => string = (key) => key,
): object {
  let changed = false;
  const entries = Object.entries(fields).map(([key, value]): [string, unknown] => {
    const entry: [string, unknown] = [mapKey(key), map(value, key)];
    changed ||= entry[0] !== key || entry[1] !== value;
    return entry;
  });
  return changed ? Object.fromEntries(entries) : fields;
}
