/**
 * The answer of a Next.js server action, from React's Flight stream. Rows are `<hex id>:<json>\n`, text rows
 * `<hex id>:T<hex bytes>,<text>` without a newline, errors `<hex id>:E{"digest"}\n`. The action's value is `a` of row 0
 * (Next 15 and 16) or the first of its pair (Next 14). Values may be outlined: `"$2"`, `"$@1"`, `"$1:all:0"`. What Next really
 * answers is in `flights/`.
 */
import { readRows, type FlightRow } from "../flight/rows.ts";
import { at, list, parse } from "./fields.ts";

export type ActionAnswer =
  | { flow: "v1" | "v2"; jobId: string; requestId?: string }
  | { error: string };

type Row = { value: unknown } | { text: string } | { error: string };
type Rows = ReadonlyMap<string, Row>;

function readRow({ tag, content }: FlightRow): Row {
  if (tag !== undefined) return { text: content };
  return content.startsWith("E") ? { error: errorOf(content.slice(1)) } : { value: parse(content) };
}

/** What Next's own functions throw; it tells them by the digest. */
const thrown: [RegExp, string][] = [
  [/^NEXT_(NOT_FOUND|HTTP_ERROR_FALLBACK;404)/, "notFound()"],
  [/^NEXT_HTTP_ERROR_FALLBACK;401/, "unauthorized()"],
  [/^NEXT_HTTP_ERROR_FALLBACK;403/, "forbidden()"],
  [/^NEXT_REDIRECT/, "redirect()"],
];

function errorOf(json: string): string {
  const { message, digest } = (parse(json) ?? {}) as { message?: unknown; digest?: unknown };
  if (typeof digest === "string") {
    const [, call] = thrown.find(([pattern]) => pattern.test(digest)) ?? [];
    if (call !== undefined) return call;
  }
  if (typeof message === "string" && message) return message;
  return typeof digest === "string" ? `digest ${digest}` : "the action threw";
}

/** Values of special kinds have a capital letter or one beyond hex, text that begins with a dollar has a second one. */
const REFERENCE = /^\$[@L]?([0-9a-f]+)((?::[^:]*)*)$/;
/** References are followed so many times in one answer: they may go round in a circle. */
const FUEL = 200;

/** Only what is asked for is resolved: rows that name each other would grow without end. */
class Resolver {
  readonly #rows: Rows;
  #fuel = FUEL;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** What stands at `path`, behind the references on the way; undefined when a row has not come. */
  at(value: unknown, ...path: string[]): unknown {
    let here = this.#follow(value);
    for (const name of path) here = this.#follow(at(here, name));
    return here;
  }

  #follow(value: unknown): unknown {
    if (typeof value !== "string" || !value.startsWith("$")) return value;
    const [, id, path = ""] = REFERENCE.exec(value) ?? [];
    if (id === undefined) return value.startsWith("$$") ? value.slice(1) : value;
    const row = this.#rows.get(id);
    this.#fuel -= 1;
    if (!row || this.#fuel < 0) return undefined;
    if ("error" in row) return { error: row.error };
    if ("text" in row) return row.text;
    let here = this.#follow(row.value);
    for (const name of path.split(":").slice(1)) here = this.#follow(own(here, name));
    return here;
  }
}

const own = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;

/**
 * What an action's answer says of a job: v1 answers `{nodeData: {jobId, requestId}}`, v2 `{state: {status, jobId,
 * requestId}}`. Null when it is neither, nor an error. A page that came along may have errors of its own.
 */
export function readAnswer(flight: string): ActionAnswer | null {
  const rows = new Map([...readRows(flight)].map((row) => [row.id, readRow(row)]));
  const resolver = new Resolver(rows);
  const root = rows.get("0");
  const value = root && "value" in root ? root.value : undefined;
  const answer = Array.isArray(value) ? list(value)[0] : at(value, "a");
  for (const [flow, key] of [
    ["v1", "nodeData"],
    ["v2", "state"],
  ] as const) {
    const jobId = resolver.at(answer, key, "job_id");
    const requestId = resolver.at(answer, key, "request_id");
    if (typeof jobId === "string" && jobId) {
      return { flow, jobId, ...(typeof requestId === "string" && { requestId }) };
    }
    const error = resolver.at(answer, key, "error");
    if (typeof error === "string" && error) return { error };
  }
  const failed = [...rows.values()].find((row) => "error" in row);
  if (!root && failed && "error" in failed) return { error: failed.error };
  const error = resolver.at(answer, "error");
  return typeof error === "string" && error ? { error } : null;
}
