/** Whatever comes over a port may be anything. This says whether it is a command, or a reply to one. */
import type { Command, Reply } from "../command.ts";

type Fields = Record<string, unknown>;
type Check = (fields: Fields) => boolean;

const text = (value: unknown): value is string => typeof value === "string";
const isAsk = ({ ask }: Fields) => Number.isSafeInteger(ask);

const commands: { [K in Command["kind"]]: Check } = {
  "probe.get": ({ question, path }) => text(question) && text(path),
  "socket.ask": (fields) => isAsk(fields) && text(fields.topic),
  "source.ask": (fields) => isAsk(fields) && text(fields.url),
  "taps.off": isAsk,
};

const replies: { [K in Reply["kind"]]: Check } = {
  "socket.tell": (fields) =>
    isAsk(fields) &&
    text(fields.url) &&
    text(fields.apikey) &&
    (fields.token === null || text(fields.token)) &&
    typeof fields.private === "boolean",
  "source.tell": (fields) => isAsk(fields) && text(fields.text),
  "taps.tell": isAsk,
  "ask.fail": (fields) => isAsk(fields) && text(fields.error),
};

const passes = (checks: Record<string, Check>, value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const { kind } = value as Fields;
  return text(kind) && Object.hasOwn(checks, kind) && checks[kind]?.(value as Fields) === true;
};

export const isCommand = (value: unknown): value is Command => passes(commands, value);
export const isReply = (value: unknown): value is Reply => passes(replies, value);
