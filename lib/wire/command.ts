/** Whatever comes over a port may be anything. This says whether it is a command, or a reply to one. */
import type { Command, Reply } from "../command.ts";
import { isBody } from "../event-shape.ts";

/** Taken before the page's scripts, which would be shown the command. */
const { hasOwn } = Object;

type Fields = Record<string, unknown>;
type Check = (fields: Fields) => boolean;

const text = (value: unknown): value is string => typeof value === "string";
const short = (value: unknown, most: number): value is string =>
  text(value) && value.length <= most;

/** Longest address, key, token, sentence and source, in UTF-16 units: a page answers what it likes. */
const ADDRESS = 2_048;
const SECRET = 16 * 1024;
const SENTENCE = 2_048;
const SOURCE = 9 * 1024 * 1024;
const isTexts = (value: unknown) => Array.isArray(value) && value.every(text);
const isAsk = ({ ask }: Fields) => Number.isSafeInteger(ask);

/** A plain address of a WebSocket: no other scheme, nobody's name and password, no query. */
function isSocketAddress(value: unknown): boolean {
  if (!short(value, ADDRESS) || !/^wss?:\/\//.test(value) || !URL.canParse(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return username === "" && password === "" && search === "" && hash === "";
}

const isFound = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const { event, body } = value as Fields;
  return short(event, SENTENCE) && isBody(body);
};

const commands: { [K in Command["kind"]]: Check } = {
  "probe.get": ({ question, path }) => text(question) && text(path),
  "socket.ask": (fields) => isAsk(fields) && text(fields.topic),
  "body.ask": (fields) => isAsk(fields) && isTexts(fields.events),
  "source.ask": (fields) => isAsk(fields) && text(fields.url),
  "taps.off": isAsk,
};

const replies: { [K in Reply["kind"]]: Check } = {
  "socket.tell": (fields) =>
    isAsk(fields) &&
    isSocketAddress(fields.url) &&
    short(fields.apikey, SECRET) &&
    (fields.token === null || short(fields.token, SECRET)) &&
    typeof fields.private === "boolean",
  "body.tell": (fields) =>
    isAsk(fields) && Array.isArray(fields.bodies) && fields.bodies.every(isFound),
  "source.tell": (fields) => isAsk(fields) && short(fields.text, SOURCE),
  "taps.tell": isAsk,
  "ask.fail": (fields) => isAsk(fields) && short(fields.error, SENTENCE),
};

const passes = (checks: Record<string, Check>, value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const { kind } = value as Fields;
  return text(kind) && hasOwn(checks, kind) && checks[kind]?.(value as Fields) === true;
};

export const isCommand = (value: unknown): value is Command => passes(commands, value);
export const isReply = (value: unknown): value is Reply => passes(replies, value);
