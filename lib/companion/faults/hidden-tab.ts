/** A tab that has been hidden for long: the page is told so, and its timers run once a minute, as in Chromium. */
import type { Rig, Start } from "../rig.ts";

const THROTTLED_MS = 60_000;

type Work = (...args: unknown[]) => unknown;

/**
 * Timers that are set from now on come due in time and wait for the next minute; those that wait when it is over run then.
 * What was set before cannot be met.
 */
function throttle(rig: Rig): void {
  const { page } = rig.seams;
  /** What is due, by the number that the page has of its timer. */
  const due = new Map<number, () => void>();
  const runAll = () => {
    const works = [...due.values()];
    due.clear();
    // As timers do: what one raises is no business of the next.
    for (const work of works) queueMicrotask(work);
  };
  const tick = () => {
    runAll();
    rig.later(THROTTLED_MS, tick);
  };
  let isOn = true;
  rig.undo(() => {
    isOn = false;
    runAll();
  });
  rig.later(THROTTLED_MS, tick);

  const slow = (set: Work) =>
    new Proxy(set, {
      apply(target, self, args: unknown[]) {
        const [work, ...rest] = args;
        if (typeof work !== "function") return Reflect.apply(target, self, args);
        let timer = 0;
        const wait = (...given: unknown[]) => {
          const run = () => void Reflect.apply(work as Work, page, given);
          if (isOn) due.set(timer, run);
          else run();
        };
        timer = Reflect.apply(target, self, [wait, ...rest]) as number;
        return timer;
      },
    });
  const forget = (clear: Work) =>
    new Proxy(clear, {
      apply(target, self, args: unknown[]) {
        due.delete(args[0] as number);
        return Reflect.apply(target, self, args);
      },
    });
  for (const name of ["setTimeout", "setInterval"] as const) rig.replace(page, name, slow as never);
  for (const name of ["clearTimeout", "clearInterval"] as const)
    rig.replace(page, name, forget as never);
}

export const hiddenTab: Start = (rig) => {
  const { document } = rig.seams.page;
  const tell = () => rig.dispatch(document, new Event("visibilitychange"));
  // Kept first and so done last: the state is back when the page is told.
  rig.undo(tell);
  rig.replace(document, "visibilityState", () => "hidden");
  rig.replace(document, "hidden", () => true);
  throttle(rig);
  rig.act("hidden");
  tell();
  return {};
};
