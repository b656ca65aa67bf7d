/** Whatever comes over a port may be anything. This says whether it is a command; reply.ts knows the replies, of which the page reads none. */
import type { Command } from "../command.ts";

/** Taken before the page's scripts, which would be shown the command. */
const { hasOwn } = Object;

export type Fields = Record<string, unknown>;
export type Check = (fields: Fields) => boolean;

export const text = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown) => Array.isArray(value) && value.every(text);
const isNumber = (value: unknown) => typeof value === "number";
const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isSwitch = (value: unknown) => isObject(value) && text(value.id) && isObject(value.params);
const isMeasure = (value: unknown) =>
  isObject(value) &&
  text(value.name) &&
  isNumber(value.start) &&
  isNumber(value.end) &&
  isObject(value.detail);
export const isAsk = ({ ask }: Fields) => Number.isSafeInteger(ask);

const commands: { [K in Command["kind"]]: Check } = {
  "probe.get": ({ question, path }) => text(question) && text(path),
  "socket.ask": (fields) => isAsk(fields) && text(fields.topic),
  "body.ask": (fields) => isAsk(fields) && isTexts(fields.events),
  "source.ask": (fields) => isAsk(fields) && text(fields.url),
  "taps.off": isAsk,
  // What the switches mean only the companion knows: it checks them.
  "companion.set": (fields) =>
    isAsk(fields) &&
    isNumber(fields.minutes) &&
    text(fields.language) &&
    Array.isArray(fields.on) &&
    fields.on.every(isSwitch),
  "companion.end": () => true,
  "measures.put": ({ job, measures }) =>
    text(job) && Array.isArray(measures) && measures.every(isMeasure),
  "measures.clear": () => true,
};

export const passes = (checks: Record<string, Check>, value: unknown): boolean => {
  if (!isObject(value)) return false;
  const { kind } = value;
  return text(kind) && hasOwn(checks, kind) && checks[kind]?.(value) === true;
};

export const isCommand = (value: unknown): value is Command => passes(commands, value);
