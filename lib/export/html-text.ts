/** What the HTML report is written with: whatever a page said is text in it. */
import { displayable, displayableLine } from "../displayable.ts";
import type { CaptureEvent } from "../event.ts";

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark]!);

/** A text in a line, or in an attribute. */
export const inline = (text: string): string => escape(displayableLine(text));

/** Of an event no more is shown, in UTF-16 units: the whole is in the trace file. */
const LONGEST = 4_000;
const MOST_PROOFS = 3;

/** The events that prove something, folded. */
export const proofs = (
  evidence: readonly string[],
  events: ReadonlyMap<string, CaptureEvent>,
): string =>
  evidence
    .slice(0, MOST_PROOFS)
    .flatMap((id) => events.get(id) ?? [])
    .map(
      (event) =>
        `<details><summary>${inline(event.kind)} <span class="id">${inline(event.id)}</span></summary><pre>${escape(displayable(JSON.stringify(event, null, 1), LONGEST))}</pre></details>`,
    )
    .join("");
