/** A database change, whichever of the three shapes it came in. */
/** As they were at the start: this runs in the page too, which may replace its own. */
const { isArray } = Array;
const { keys } = Object;

type Fields = Record<string, unknown>;

export interface Change {
  operation: "INSERT" | "UPDATE" | "DELETE";
  table?: string;
  schema?: string;
  /** The row after the change; null for DELETE. */
  record: Fields | null;
  /** The row before the change; null for INSERT, and often only its primary key. */
  oldRecord: Fields | null;
  /** What the app's own trigger wrote under `_debug`. */
  debug?: Fields;
  /** ISO 8601 on the database's clock. Only postgres_changes has it. */
  committedAt?: string;
  /** Which keys hold the rows: what a handler must read to see anything. */
  shape: "broadcast_changes" | "postgres_changes" | "own";
}

/** Where each shape keeps what; the first whose row keys are there is taken. */
const shapes = [
  { shape: "broadcast_changes", operation: "operation", record: "record", old: "old_record" },
  { shape: "postgres_changes", operation: "type", record: "record", old: "old_record" },
  { shape: "postgres_changes", operation: "eventType", record: "new", old: "old" },
  { shape: "own", operation: "type", record: "new", old: "old" },
] as const;

/**
 * Reads the change in a message's payload or in what a callback was given: the payload of `broadcast_changes` with or
 * without its broadcast envelope, of `postgres_changes` on the wire (`data`) or in a callback (`eventType`), or the
 * app's own `{type, new, old}`. When the operation is missing the envelope's event stands for it. Null if it is none.
 */
export function readChange(payload: unknown): Change | null {
  if (!isFields(payload)) return null;
  const envelope = isFields(payload.payload) ? payload : undefined;
  const inner = envelope ? envelope.payload : isFields(payload.data) ? payload.data : payload;
  if (!isFields(inner)) return null;
  for (const { shape, operation, record, old } of shapes) {
    if (!(record in inner) && !(old in inner)) continue;
    const name = readOperation(inner[operation]) ?? readFallback(shape, inner, envelope);
    if (!name) continue;
    return {
      operation: name,
      record: row(inner[record]),
      oldRecord: row(inner[old]),
      shape,
      ...(typeof inner.table === "string" && { table: inner.table }),
      ...(typeof inner.schema === "string" && { schema: inner.schema }),
      ...(isFields(inner._debug) && { debug: inner._debug }),
      ...(typeof inner.commit_timestamp === "string" && { committedAt: inner.commit_timestamp }),
    };
  }
  return null;
}

/** A broadcast is named after the operation by convention, so its event can stand in when the payload does not say. */
function readFallback(shape: Change["shape"], inner: Fields, envelope: Fields | undefined) {
  if (!envelope || shape === "postgres_changes") return undefined;
  if ("operation" in inner || "type" in inner || "eventType" in inner) return undefined;
  return readOperation(envelope.event);
}

function readOperation(value: unknown): Change["operation"] | undefined {
  const name = typeof value === "string" ? value.toUpperCase() : undefined;
  return name === "INSERT" || name === "UPDATE" || name === "DELETE" ? name : undefined;
}

/** The client turns an absent row into `{}`. */
const row = (value: unknown): Fields | null =>
  isFields(value) && keys(value).length > 0 ? value : null;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !isArray(value);
