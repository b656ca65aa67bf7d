/** Flight counts the bytes of its long texts: where a secret leaves one, its count changes. */
import { readRows, writeRow } from "../flight/rows.ts";

export function redactFlight(flight: string, redact: (text: string) => string): string {
  if (redact(flight) === flight) return flight;
  let redacted = "";
  for (const row of readRows(flight))
    redacted += writeRow({ ...row, content: redact(row.content) });
  return redacted;
}
