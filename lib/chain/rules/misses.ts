import type { EventOf } from "../../event.ts";
import type { Correlator } from "../correlate.ts";
import { firstFrom, type RowFrame } from "../facts.ts";
import { at, parse } from "../fields.ts";

/** What postgres_changes hands over and a broadcast does not have. */
const FOREIGN = new Set(["new", "old", "eventType", "payload.new", "payload.old"]);
const ROW = /^payload\.(?:record|old_record)\.(\w+)$/;

const snake = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A field that a handler looked for in vain, and where the message has it. */
export interface Miss {
  read: string;
  has: string;
  /** The whole row was missed, not one column of it. */
  isRow: boolean;
}

/** The first miss of a run that its frame explains: another envelope, or the same column in the other case. */
export function missOf(run: EventOf<"handler.run">, frame: RowFrame): Miss | undefined {
  for (const read of run.misses ?? []) {
    if (FOREIGN.has(read) && !read.endsWith("eventType"))
      return {
        read: `payload.${read}`,
        has: `payload.payload.${read.endsWith("new") ? "record" : "old_record"}`,
        isRow: read.endsWith("new"),
      };
  }
  for (const read of run.misses ?? []) {
    if (read === "eventType")
      return { read: "payload.eventType", has: "payload.payload.operation", isRow: false };
    const column = ROW.exec(read)?.[1];
    if (column === undefined) continue;
    const twin = [snake(column), camel(column)].find(
      (each) => each !== column && frame.columns?.includes(each),
    );
    if (twin) return { read: column, has: twin, isRow: false };
  }
  return undefined;
}

/** Around a run its own console line may stand, ms. */
const LINE_MS = 50;

/** The app's own line about a run that says that it found no row. */
export const emptyHanded = (
  log: Correlator,
  run: EventOf<"handler.run">,
): EventOf<"console.line"> | undefined =>
  firstFrom(
    log.document(run.doc).lines,
    run.at - run.ms - LINE_MS,
    (each) =>
      each.at <= run.at + run.ms + LINE_MS &&
      each.text.includes("update received") &&
      each.args.some((arg) => at(parse(arg), "hasNew") === false),
  );
