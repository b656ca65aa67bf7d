/** Whatever comes over a port may be anything. This says whether it is a command; reply.ts knows the replies, of which the page reads none. */
import type { Command } from "../command.ts";

/** Taken before the page's scripts, which would be shown the command. */
const { hasOwn } = Object;

export type Fields = Record<string, unknown>;
export type Check = (fields: Fields) => boolean;

export const text = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown) => Array.isArray(value) && value.every(text);
export const isAsk = ({ ask }: Fields) => Number.isSafeInteger(ask);

const commands: { [K in Command["kind"]]: Check } = {
  "probe.get": ({ question, path }) => text(question) && text(path),
  "socket.ask": (fields) => isAsk(fields) && text(fields.topic),
  "body.ask": (fields) => isAsk(fields) && isTexts(fields.events),
  "source.ask": (fields) => isAsk(fields) && text(fields.url),
  "taps.off": isAsk,
};

export const passes = (checks: Record<string, Check>, value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const { kind } = value as Fields;
  return text(kind) && hasOwn(checks, kind) && checks[kind]?.(value as Fields) === true;
};

export const isCommand = (value: unknown): value is Command => passes(commands, value);
