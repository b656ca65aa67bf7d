/** What the browser runs before the page: the taps, with a list as their sink. */
import type { CaptureEvent } from "../../../lib/event.ts";
import { install } from "../../../lib/capture/install.ts";

const events: CaptureEvent[] = [];
const sink = (batch: CaptureEvent[]) => {
  // By index: a page may have replaced what else there is.
  for (let at = 0; at < batch.length; at += 1) events[events.length] = batch[at] as CaptureEvent;
};
const uninstall = install(window, { sink });
Object.defineProperty(window, "taps", { value: { events, uninstall } });
