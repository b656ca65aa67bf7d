/** What the browser says of the loading of one address. */
import type { Clock } from "./clock.ts";
import { method, Promise } from "./natives.ts";
import type { Page } from "./tap.ts";

const getEntries = method<PerformanceEntry[]>(globalThis.Performance, "getEntriesByName");

/** The newest entry of `url` that began at `since` or later; none when the page's buffer is full or was cleared. */
export function timingOf(
  { performance, PerformanceResourceTiming }: Page,
  url: string,
  since = 0,
): PerformanceResourceTiming | undefined {
  const entries = performance && getEntries(performance, url, "resource");
  const entry = entries?.[entries.length - 1];
  // Clocks are coarse: an entry may seem to begin just before the call that caused it.
  const isOurs = entry instanceof PerformanceResourceTiming && entry.startTime >= since - 1;
  return isOurs ? entry : undefined;
}

/** The browser may write its entry a moment after the page has read the answer, ms. */
const MOMENT = 10;

/** The same; where there is no entry yet, it is asked for once more. */
export async function timingSoon(
  page: Page,
  clock: Clock,
  url: string,
  since: number,
): Promise<PerformanceResourceTiming | undefined> {
  const entry = timingOf(page, url, since);
  if (entry) return entry;
  await new Promise<void>((resolve) => clock.setTimeout(resolve, MOMENT));
  return timingOf(page, url, since);
}

/** Whether the answer came from the HTTP cache; not from a service worker, and not where the browser hides sizes. */
export const isCached = (entry: PerformanceResourceTiming | undefined): boolean =>
  entry !== undefined &&
  entry.transferSize === 0 &&
  entry.decodedBodySize > 0 &&
  entry.workerStart === 0;
