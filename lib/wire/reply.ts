/** Whether what came over a port is a reply to a command, within its limits. */
import type { Reply } from "../command.ts";
import { isBody } from "../event-shape.ts";
import { isAsk, passes, text, type Check, type Fields } from "./command.ts";

const short = (value: unknown, most: number): value is string =>
  text(value) && value.length <= most;

/** Longest address, key, token, sentence and source, in UTF-16 units: a page answers what it likes. */
const ADDRESS = 2_048;
const SECRET = 16 * 1024;
const SENTENCE = 2_048;
const SOURCE = 9 * 1024 * 1024;

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
  "companion.tell": (fields) => isAsk(fields) && typeof fields.load === "boolean",
  "ask.fail": (fields) => isAsk(fields) && short(fields.error, SENTENCE),
};

export const isReply = (value: unknown): value is Reply => passes(replies, value);
