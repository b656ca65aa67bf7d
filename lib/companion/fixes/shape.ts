/** How this page's changes look: learned from the real ones, until then as a database broadcasts them. */
import type { CaptureOptions } from "../../capture/options.ts";
import { readChange, type Change } from "../../realtime/change.ts";
import type { Message } from "../../realtime/frame.ts";

type Fields = Record<string, unknown>;
type Case = "snake" | "camel";

export interface Given {
  operation: Change["operation"];
  record: Fields;
  /** The row before, where there was one. */
  old: Fields | null;
}

const snake = (key: string) => key.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
const camel = (key: string) =>
  key.replaceAll(/_([a-z0-9])/g, (_whole, next: string) => next.toUpperCase());

/** A row with its columns named in one way; what they hold is left alone. */
function recase(row: Fields, style: Case): Fields {
  const name = style === "snake" ? snake : camel;
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [name(key), value]));
}

/** The way in which a row names its columns; undefined where none of them has two words. */
function caseOf(row: Fields): Case | undefined {
  const keys = Object.keys(row);
  if (keys.some((key) => /[a-z0-9]_[a-z]/.test(key))) return "snake";
  return keys.some((key) => /[a-z][A-Z]/.test(key)) ? "camel" : undefined;
}

export class Shape {
  readonly #table: string;
  #last: { message: Message; change: Change } | undefined;
  #case: Case = "snake";

  constructor({ jobTable }: Pick<CaptureOptions, "jobTable">) {
    this.#table = jobTable;
  }

  /** A real change of a job. */
  learn(message: Message, change: Change): void {
    this.#last = { message, change };
    this.#case = caseOf(change.record ?? {}) ?? this.#case;
  }

  /** The event and payload of a message that tells of a change, in the shape of the last real one. */
  make({ operation, record: row, old: before }: Given): { event: string; payload: unknown } {
    const record = operation === "DELETE" ? null : recase(row, this.#case);
    const old = before && recase(before, this.#case);
    const table = this.#last?.change.table ?? this.#table;
    const schema = this.#last?.change.schema ?? "public";
    switch (this.#last?.change.shape) {
      case "postgres_changes": {
        const { ids } = this.#last.message.payload as { ids?: unknown };
        const commit_timestamp = new Date().toISOString();
        const rows = { ...(record && { record }), ...(old && { old_record: old }) };
        const data = { schema, table, commit_timestamp, type: operation, columns: [], ...rows };
        return { event: "postgres_changes", payload: { ids, data: { ...data, errors: null } } };
      }
      case "own":
        return { event: operation, payload: { type: operation, table, schema, new: record, old } };
      default: {
        const id = crypto.randomUUID();
        return {
          event: operation,
          payload: { id, schema, table, operation, record, old_record: old },
        };
      }
    }
  }
}

/** The change in a message, if it is one of a job. */
export function jobChangeOf(
  message: Message | undefined,
  { jobTopic, jobTable }: Pick<CaptureOptions, "jobTopic" | "jobTable">,
): Change | undefined {
  if (!message || !["broadcast", "postgres_changes"].includes(message.event)) return undefined;
  const change = readChange(message.payload);
  const isOfJobs = change?.table === jobTable || message.topic.startsWith(`realtime:${jobTopic}`);
  return change && isOfJobs ? change : undefined;
}
