import type { SwitchedOn } from "../../lib/event.ts";

/** What the panel may have a page do at a person's press of a switch. */
export interface Companion {
  /**
   * These switches on and no others, for so many minutes; none turns all off. What came of it is told by events of the log.
   * Rejects with a sentence when there is no page, or it takes no script.
   */
  set(on: SwitchedOn[], minutes: number): Promise<void>;
}
