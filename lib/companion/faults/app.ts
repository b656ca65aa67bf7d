/** What goes wrong in the app itself, and in the browser around it. */
import { readChange } from "../../realtime/change.ts";
import { aimOf } from "../aim.ts";
import type { Start } from "../rig.ts";

export const swallowMutate: Start = (rig, params) => {
  const aim = aimOf(params, rig.seams.clock.now);
  return {
    mutate(key) {
      if (!aim({ key })) return false;
      rig.act("swallowed", { key });
      return true;
    },
  };
};

export const handlerThrows: Start = (rig, params) => {
  const aim = aimOf(params, rig.seams.clock.now);
  return {
    run(topic, message) {
      const event = readChange(message)?.operation;
      if (!aim({ topic, event, text: () => JSON.stringify(message) ?? "" })) return;
      rig.act("threw", { topic, ...(event && { event }) });
      throw new Error("Hopscope: this handler throws because its fault is on.");
    },
  };
};

/** Chromium runs the timers of a page that is hidden for long once a minute. */
const THROTTLED_MS = 60_000;

/** Timers that are set from now on run late; those that run already cannot be met. */
export const hiddenTab: Start = (rig) => {
  const { page } = rig.seams;
  const { document } = page;
  const tell = () => rig.dispatch(document, new Event("visibilitychange"));
  // Kept first and so done last: the state is back when the page is told.
  rig.undo(tell);
  rig.replace(document, "visibilityState", () => "hidden");
  rig.replace(document, "hidden", () => true);
  const slow = (set: (...args: unknown[]) => unknown) => {
    return new Proxy(set, {
      apply(target, self, args: unknown[]) {
        const [work, ms, ...rest] = args;
        const least = Math.max(Number(ms) || 0, THROTTLED_MS);
        return Reflect.apply(target, self, [work, least, ...rest]);
      },
    });
  };
  for (const name of ["setTimeout", "setInterval"] as const) {
    rig.replace(page, name, slow as never);
  }
  rig.act("hidden");
  tell();
  return {};
};
