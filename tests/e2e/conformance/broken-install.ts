/** The taps with settings that raise when they are used: what `window.breaks` names. */
import { install } from "../../../lib/capture/install.ts";
import type { CaptureEvent } from "../../../lib/event.ts";

const raise = () => {
  throw new Error("broken on purpose");
};
const bomb = { [Symbol.toPrimitive]: raise };
const breaks = (Reflect.get(window, "breaks") ?? []) as string[];
const events: CaptureEvent[] = [];
const given = Object.fromEntries(breaks.map((name) => [name, bomb]));
const uninstall = install(window, { sink: (batch) => events.push(...batch), ...given });
Object.defineProperty(window, "taps", { value: { events, uninstall } });
