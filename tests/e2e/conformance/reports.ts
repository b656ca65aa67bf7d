/** What is logged, raised and rejected, and what a handler is given. */
import { handled } from "./differences.ts";
import { raised, raisedNow, type Checks } from "./subject.ts";

export const reports: Checks = {
  "channel: what a handler sees of a row that is no job's": () => handled("orders", "fal_jobs_x"),
  "console: frozen and thawed copies": () => Object.keys({ ...console }).length,
  "console: without this": () => {
    const { debug } = console;
    return [raisedNow(() => debug("hello")), debug.name, debug.length];
  },
  "console: gives undefined": () => [console.debug("x"), console.debug()],
  "console: what is logged is not read": () => {
    const read: string[] = [];
    const value = {
      get a() {
        read.push("a");
        return 1;
      },
      toJSON() {
        read.push("toJSON");
      },
      toString() {
        read.push("toString");
        return "";
      },
    };
    console.debug("[REALTIME] line", value);
    return read;
  },
  "errors: nothing reads their stack": async () => {
    const read: string[] = [];
    const error = new Error("mine");
    Object.defineProperty(error, "stack", {
      get: () => {
        read.push("stack");
        return "x";
      },
    });
    void Promise.reject(error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return read;
  },
  "errors: a rejection with nothing to read": async () => {
    const reasons: unknown[] = [];
    const note = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      reasons.push(typeof event.reason);
    };
    addEventListener("unhandledrejection", note);
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    for (const reason of [
      Object.create(null),
      Symbol("a"),
      undefined,
      () => {},
      {
        toString: () => {
          throw new Error("mine");
        },
      },
    ])
      void Promise.reject(reason);
    await new Promise((resolve) => setTimeout(resolve, 50));
    removeEventListener("unhandledrejection", note);
    return reasons;
  },
  "errors: a class of the page": async () =>
    await raised(() => {
      class Own extends Error {
        override name = "Own";
      }
      throw new Own("mine");
    }),
};
