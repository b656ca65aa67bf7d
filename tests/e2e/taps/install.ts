/** What the browser runs before the page: the taps, with a list as their sink. */
import type { CaptureEvent } from "../../../lib/event.ts";
import { install } from "../../../lib/capture/install.ts";

const events: CaptureEvent[] = [];
const uninstall = install(window, { sink: (batch) => events.push(...batch) });
Object.defineProperty(window, "taps", { value: { events, uninstall } });
