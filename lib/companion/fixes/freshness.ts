/** Whether an answer of the API is as new as a row that came by Realtime. */
import { readPlaced } from "../../chain/row.ts";
import { text } from "../../chain/fields.ts";

/** By the row's own time where both have one, else by the pictures that the row has and the answer has not. */
export function isOlder(answer: unknown, row: unknown): boolean {
  const [ours, theirs] = [answer, row].map((each) => Date.parse(text(each, "updated_at") ?? ""));
  if (ours !== undefined && theirs !== undefined && !Number.isNaN(ours + theirs)) {
    return ours < theirs;
  }
  const has = new Set(readPlaced(answer).map(({ url }) => url));
  return readPlaced(row).some(({ url }) => !has.has(url));
}
