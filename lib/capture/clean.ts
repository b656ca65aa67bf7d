/** Every event but a frame goes through here, whatever tap says it: a page writes what it likes into its names and errors. */
import type { Said } from "../event.ts";
import { redactText } from "./redact.ts";

/** Longest text of an event, in UTF-16 units, and longest list; bodies have caps of their own. */
const LONGEST = 8_192;
const MOST = 1_000;
/** Nothing shorter holds a secret and the word that gives it away. */
const SHORTEST = 16;

/** Content that its tap has cut and redacted, as JSON where it is JSON. */
const isBody = (name: string) => name === "body" || name === "args";

/** As they were before the page's scripts: a replaced one would be handed the event. */
const { keys } = Object;
const { isArray } = Array;

/** `said` without secrets and without texts longer than anybody would read: the same object, as taps make a new one each time. */
export function clean(said: Said): Said {
  cleanFields(said as unknown as Record<string, unknown>);
  return said;
}

/** Written only where something changes: this runs for every handler of every frame. */
function cleanFields(fields: Record<string, unknown>): void {
  const names = keys(fields);
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? "";
    const value = fields[name];
    if (typeof value === "string" ? value.length < SHORTEST : typeof value !== "object") continue;
    if (isBody(name)) continue;
    if (typeof value === "string") {
      const cleaned = cleanText(value);
      if (cleaned !== value) fields[name] = cleaned;
    } else if (isArray(value)) fields[name] = cleanList(value);
    else if (value !== null) cleanFields(value as Record<string, unknown>);
  }
}

function cleanList(list: readonly unknown[]): unknown[] {
  const cleaned: unknown[] = [];
  for (let index = 0; index < list.length && index < MOST; index += 1) {
    cleaned[index] = cleanItem(list[index]);
  }
  return cleaned;
}

/** The items of a list may be the tap's own. */
function cleanItem(item: unknown): unknown {
  if (typeof item === "string") return cleanText(item);
  if (typeof item !== "object" || item === null) return item;
  const copy = { ...item };
  cleanFields(copy);
  return copy;
}

const cleanText = (text: string): string =>
  redactText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
