/**
 * All by which a page can tell that the taps are there, as far as we know; each has its reason in ADR 9. A check gives true
 * with the taps and false without.
 */
import type { Checks } from "./subject.ts";

export const differences: Checks = {
  "Object.prototype has a subTopic": () => Object.hasOwn(Object.prototype, "subTopic"),
  "Window.prototype has React's hook": () =>
    Object.hasOwn(Window.prototype, "__REACT_DEVTOOLS_GLOBAL_HOOK__"),
  "Window.prototype has SWR's list": () => Object.hasOwn(Window.prototype, "__SWR_DEVTOOLS_USE__"),
  "another realm does not know the names of our functions": () => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    const { Function: Other } = frame.contentWindow as typeof window;
    const text = Reflect.apply(Other.prototype.toString, fetch, []) as string;
    frame.remove();
    return text === "function () { [native code] }";
  },
  "code that is not strict is told of a frozen object": () => {
    // oxlint-disable-next-line typescript/no-implied-eval
    const write = new Function("target", "target.subTopic = 1;") as (target: object) => void;
    try {
      write(Object.freeze({}));
      return false;
    } catch {
      return true;
    }
  },
  "timers have other numbers": async () => {
    const first = Number(setTimeout(() => {}));
    console.debug("[REALTIME] makes an event");
    const second = Number(setTimeout(() => {}));
    return second - first > 1;
  },
  "a stack has our frames": async () => {
    const error: unknown = await fetch("http://[").catch((reason: unknown) => reason);
    return /Object\.apply/.test((error as Error).stack ?? "");
  },
};
