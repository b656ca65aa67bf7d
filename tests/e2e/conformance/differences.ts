/**
 * All by which a page can tell that the taps are there, as far as we know; each has its reason in ADR 9. A check gives true
 * with the taps and false without.
 */
import { wait, type Checks } from "./subject.ts";

/** What handlers of a channel, as realtime-js has them, see of the row that they are given. */
export function handled(...tables: string[]): string[] {
  const seen: string[] = [];
  class Channel {
    declare topic: string;
    declare subTopic: string;
    socket = {};
    state = "closed";
    constructor() {
      this.topic = "realtime:any";
      this.subTopic = "any";
    }
    _on(_type: string, _filter: object, callback: (message: object) => void) {
      for (const table of tables) {
        const record = { id: "1" };
        const change = { operation: "INSERT", schema: "public", table, record, old_record: null };
        callback({ type: "broadcast", event: "INSERT", payload: change });
      }
    }
    subscribe() {}
    unsubscribe() {}
  }
  new Channel()._on("broadcast", { event: "INSERT" }, (message) => {
    const { record } = (message as { payload: { record: object } }).payload;
    const isPlain = Object.getPrototypeOf(record) === Object.prototype;
    seen.push(`${record instanceof Object} ${isPlain ? "plain" : "odd"}`);
  });
  return seen;
}

export const differences: Checks = {
  "Object.prototype has a subTopic": () => Object.hasOwn(Object.prototype, "subTopic"),
  "Window.prototype has React's hook": () =>
    Object.hasOwn(Window.prototype, "__REACT_DEVTOOLS_GLOBAL_HOOK__"),
  "Window.prototype has SWR's list and React": () =>
    ["USE", "REACT"].every((name) => Object.hasOwn(Window.prototype, `__SWR_DEVTOOLS_${name}__`)),
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
  "in a handler of a job's change a row is no instance of Object": () => {
    const [job] = handled("fal_jobs");
    return job !== "true plain";
  },
  "timers have other numbers": async () => {
    await wait(80);
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
