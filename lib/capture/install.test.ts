import { Window } from "happy-dom";
import { expect, test, vi } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { install } from "./install.ts";
import type { Page } from "./tap.ts";

function setup() {
  const window = new Window({ url: "http://localhost/?token=secret" });
  // The window's own built-ins are those of the test, so the traps on them are put on copies.
  for (const name of ["Object", "Function", "WeakMap"] as const) {
    const prototype = { toString: () => "", bind() {}, set() {} };
    Object.defineProperty(window, name, { value: { prototype }, configurable: true });
  }
  const events: CaptureEvent[] = [];
  const sink = vi.fn((batch: CaptureEvent[]) => void events.push(...batch));
  return { window: window as unknown as Page, events, sink };
}

test("the first event says what is installed, and installing twice is installing once", () => {
  const { window, events, sink } = setup();
  const uninstall = install(window, { sink });
  expect(install(window, { sink })).toBe(uninstall);
  uninstall();
  expect(events.filter(({ kind }) => kind === "page.start")).toHaveLength(1);
  expect(events[0]).toMatchObject({
    kind: "page.start",
    seq: 0,
    url: "http://localhost/?token=***",
  });
  expect(events.filter(({ kind }) => kind === "tap.error")).toEqual([]);
});

test("a tap that raises is switched off and told; the others go on", () => {
  const { window, events, sink } = setup();
  const native = window.WebSocket;
  Object.defineProperty(window, "fetch", { value: 3, configurable: true });
  const uninstall = install(window, { sink });
  expect(window.WebSocket).not.toBe(native);
  expect(Reflect.get(window, "fetch")).toBe(3);
  uninstall();
  expect(window.WebSocket).toBe(native);
  const errors = events.filter((event) => event.kind === "tap.error");
  expect(errors.map(({ tap, off }) => [tap, off])).toEqual([["fetch", true]]);
});

test("events wait for one timer, and go at once when the page goes", () => {
  const { window, events, sink } = setup();
  const uninstall = install(window, { sink });
  window.console.log("[REALTIME] one", { a: 1 });
  window.console.log("something else");
  expect(sink).not.toHaveBeenCalled();
  window.dispatchEvent(new window.Event("pagehide"));
  expect(sink).toHaveBeenCalledTimes(1);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index));
  expect(events.at(-1)).toMatchObject({ kind: "console.line", args: ['{"a":1}'] });
  uninstall();
});
