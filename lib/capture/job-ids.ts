/** The job ids in an action's answer, while it still comes: its stream may stay open for long after them. */

import { Set } from "./natives.ts";

const ids = /"(?:jobId|job_id)":"([^"]+)"/g;
/** An id that a promise brings stands in a row of its own. */
const reference = /^\$@?([0-9a-f]+)$/;

/** Gets the text of the stream as far as it has come, again and again; tells each id once. */
export function jobIdReader(tell: (id: string) => void): (text: string) => void {
  const told = new Set<string>();
  const awaited = new Set<string>();
  let from = 0;
  const found = (id: string) => {
    if (told.has(id)) return;
    told.add(id);
    tell(id);
  };
  return (text) => {
    // A row that is not complete is read again.
    const fresh = text.slice(from);
    from = text.lastIndexOf("\n") + 1;
    for (const [, id = ""] of fresh.matchAll(ids)) {
      const [, row] = reference.exec(id) ?? [];
      if (row === undefined) found(id);
      else awaited.add(row);
    }
    for (const row of awaited) {
      const id = textOfRow(text, row);
      if (id !== undefined && awaited.delete(row)) found(id);
    }
  };
}

function textOfRow(text: string, row: string): string | undefined {
  const start = `\n${row}:"`;
  const at = text.startsWith(start.slice(1)) ? -1 : text.indexOf(start);
  if (at < 0 && !text.startsWith(start.slice(1))) return undefined;
  const from = at + start.length;
  const to = text.indexOf('"', from);
  return to > from ? text.slice(from, to) : undefined;
}
