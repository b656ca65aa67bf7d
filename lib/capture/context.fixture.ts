import type { Said } from "../event.ts";
import { Bodies } from "./bodies.ts";
import { readClock } from "./clock.ts";
import { Meter } from "./meter.ts";
import { Needles } from "./needles.ts";
import { defaultOptions } from "./options.ts";
import { Session } from "./session.ts";
import type { Context, Page } from "./tap.ts";

/** A context for one tap on a page that has what the test gives it; what the tap says is in `said`. */
export function createContext(page: object) {
  const said: Said[] = [];
  const waysBack: (() => void)[] = [];
  const context: Context = {
    page: page as Page,
    clock: readClock(page as Page),
    options: defaultOptions,
    needles: new Needles(),
    bodies: new Bodies(defaultOptions, () => 0),
    meter: new Meter(
      () => 0,
      () => 0,
    ),
    delivery: {},
    session: new Session(),
    channels: new Map(),
    seam: { gates: {}, sockets: new Map(), addCache() {}, set: () => false, end() {} },
    say: (one) => `d:${said.push(one) - 1}`,
    safe: (work) => work(),
    undo: (wayBack) => void waysBack.push(wayBack),
  };
  const stop = () => {
    for (const wayBack of waysBack.toReversed()) wayBack();
  };
  return {
    context,
    said,
    stop,
    ofKind: (kind: Said["kind"]) => said.filter((s) => s.kind === kind),
  };
}
