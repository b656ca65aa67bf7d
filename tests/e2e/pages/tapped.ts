/** A page with the taps in it, or none yet, and what they have said. */
import type { Page } from "puppeteer-core";
import { vi, expect } from "vitest";
import type { CaptureEvent, EventKind, EventOf } from "../../../lib/event.ts";

export function tapped(page: Page) {
  const read = async () => (await page.evaluate("window.taps?.events ?? []")) as CaptureEvent[];
  const all = async <K extends EventKind>(kind: K, fields: Partial<EventOf<K>> = {}) =>
    (await read()).filter(
      (event): event is EventOf<K> =>
        event.kind === kind &&
        Object.entries(fields).every(([name, value]) => Reflect.get(event, name) === value),
    );
  return {
    read,
    all,
    /** Waits for `count` events of a kind that hold all of `fields`, and gives them. */
    async wait<K extends EventKind>(kind: K, fields: Partial<EventOf<K>> = {}, count = 1) {
      return await vi.waitFor(
        async () => {
          const found = await all(kind, fields);
          expect([kind, fields, found.length >= count]).toEqual([kind, fields, true]);
          return found;
        },
        { timeout: 15_000, interval: 100 },
      );
    },
  };
}
