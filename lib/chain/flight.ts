/**
 * The answer of a Next.js server action, from React's Flight stream. Rows are `<hex id>:<json>\n`, text rows
 * `<hex id>:T<hex bytes>,<text>` without a newline, errors `<hex id>:E{"digest"}\n`. The action's value is `a` of row 0
 * (Next 15 and 16) or the first of its pair (Next 14). Values may be outlined: `"$2"`, `"$@1"`, `"$1:path"`.
 */
import { at, list, parse } from "./fields.ts";

export type ActionAnswer =
  | { flow: "v1" | "v2"; jobId: string; requestId?: string }
  | { error: string };

/** Rows whose content is counted in bytes; the others end with the line. */
const COUNTED = new Set("TAOoUSsLlGgMmVb");

type Row = { value: unknown } | { error: string };

function* readRows(flight: string): Generator<[string, Row]> {
  const bytes = new TextEncoder().encode(flight);
  const decoder = new TextDecoder();
  let here = 0;
  while (here < bytes.length) {
    const colon = bytes.indexOf(58, here);
    if (colon < 0) return;
    const id = decoder.decode(bytes.subarray(here, colon));
    const tag = String.fromCharCode(bytes[colon + 1] ?? 0);
    const comma = bytes.indexOf(44, colon);
    const count =
      comma < 0 ? "" : decoder.decode(bytes.subarray(colon + 2, Math.min(comma, colon + 18)));
    if (COUNTED.has(tag) && /^[0-9a-f]+$/.test(count)) {
      const end = comma + 1 + Number.parseInt(count, 16);
      if (tag === "T") yield [id, { value: decoder.decode(bytes.subarray(comma + 1, end)) }];
      here = end;
      continue;
    }
    const newline = bytes.indexOf(10, colon);
    const end = newline < 0 ? bytes.length : newline;
    const line = decoder.decode(bytes.subarray(colon + 1, end));
    here = end + 1;
    if (line.startsWith("E")) yield [id, { error: errorOf(line.slice(1)) }];
    else yield [id, { value: parse(line) }];
  }
}

function errorOf(json: string): string {
  const { message, digest } = (parse(json) ?? {}) as { message?: unknown; digest?: unknown };
  if (typeof message === "string" && message) return message;
  return typeof digest === "string" ? `digest ${digest}` : "the action threw";
}

/** References are followed so many times: they may go round in a circle. */
const DEPTH = 8;

/** What stands at `path`, behind the references on the way; what cannot be resolved stays as it is. */
function resolve(value: unknown, rows: Map<string, Row>, ...path: string[]): unknown {
  let here = follow(value, rows);
  for (const name of path) here = follow(at(here, name), rows);
  return here;
}

/** Only what is asked for is resolved: rows that name each other would grow without end. */
function follow(value: unknown, rows: Map<string, Row>, depth = DEPTH): unknown {
  if (depth === 0 || typeof value !== "string") return value;
  const [, id, path] = /^\$[@L]?([0-9a-f]+)((?::[\w-]+)*)$/.exec(value) ?? [];
  const row = id === undefined ? undefined : rows.get(id);
  if (!row) return value.startsWith("$$") ? value.slice(1) : value;
  if ("error" in row) return { error: row.error };
  const names = (path ?? "").split(":").slice(1);
  return follow(at(row.value, ...names), rows, depth - 1);
}

/**
 * What an action's answer says of a job: v1 answers `{nodeData: {jobId, requestId}}`, v2 `{state: {status, jobId,
 * requestId}}`. Null when it is neither, nor an error.
 */
export function readAnswer(flight: string): ActionAnswer | null {
  const rows = new Map(readRows(flight));
  const root = rows.get("0");
  const failed = [...rows.values()].find((row) => "error" in row);
  const value = root && "value" in root ? root.value : undefined;
  const answer = Array.isArray(value) ? list(value)[0] : at(value, "a");
  for (const [flow, key] of [
    ["v1", "nodeData"],
    ["v2", "state"],
  ] as const) {
    const jobId = resolve(answer, rows, key, "job_id");
    const requestId = resolve(answer, rows, key, "request_id");
    if (typeof jobId === "string" && jobId) {
      return { flow, jobId, ...(typeof requestId === "string" && { requestId }) };
    }
    const error = resolve(answer, rows, key, "error");
    if (typeof error === "string" && error) return { error };
  }
  const error = resolve(answer, rows, "error");
  if (typeof error === "string" && error) return { error };
  if (failed && "error" in failed) return { error: failed.error };
  return null;
}
