/** Switches the companion of the tab's top document on and off, and keeps it on over reloads of the same site. */
import { browser } from "wxt/browser";
import type { StoreApi } from "zustand";
import type { Companion } from "../../components/companion/companion.ts";
import type { CaptureEvent, EventOf, SwitchedOn } from "../../lib/event.ts";
import { isSwitchedOn } from "../../lib/companion/switches.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
import type { TabLine } from "../../lib/wire/runtime-port.ts";

interface Given {
  store: StoreApi<State>;
  /** The connection of the moment to the top frame. */
  line: () => TabLine | undefined;
  tabId: number;
  /** Of the words on the page, as a browser names it. */
  language: string;
}

const SCRIPT = "companion.js";

export function createCompanion({ store, line, tabId, language }: Given): Companion {
  /** Times are ms since the epoch. */
  let wanted: { on: SwitchedOn[]; since: number; until: number; origin: string } | undefined;

  const set = async (on: SwitchedOn[], minutes: number) => {
    const open = line();
    if (!open?.isLive()) throw new Error("No page is connected.");
    const reply = await open.ask({ kind: "companion.set", on, minutes, language });
    if (reply.kind === "ask.fail") throw new Error(reply.error);
    if (reply.kind === "companion.tell" && reply.load) await inject(tabId);
  };
  const badge = (text: string) => void browser.action?.setBadgeText({ tabId, text });

  const heard = (event: CaptureEvent) => {
    if (event.tab !== tabId || event.frameId !== undefined) return;
    if (event.kind === "companion.on") badge(String(event.on.length));
    if (event.kind === "companion.off") {
      badge("");
      // Another document of the same site goes on with it.
      if (event.reason !== "navigation") wanted = undefined;
    }
    // A panel that has just been opened still hears of documents that were there before.
    if (!wanted || event.at < wanted.since) return;
    if (event.kind === "page.start") resume(event);
    // Out of the back/forward cache.
    if (event.kind === "page.show") resume(startOf((start) => start.doc === event.doc));
  };
  /** The newest top document of the tab that passes. */
  const startOf = (test: (start: CaptureEvent) => boolean) =>
    store
      .getState()
      .events.findLast(
        (event): event is EventOf<"page.start"> =>
          event.kind === "page.start" &&
          event.tab === tabId &&
          event.frameId === undefined &&
          test(event),
      );
  const resume = ({ url = "" }: Partial<EventOf<"page.start">> = {}) => {
    if (!wanted) return;
    const minutes = (wanted.until - Date.now()) / 60_000;
    const isHere = URL.canParse(url) && new URL(url).origin === wanted.origin;
    if (!isHere || minutes <= 0) wanted = undefined;
    else set(wanted.on, minutes).catch(() => (wanted = undefined));
  };
  followEvents(store, heard);

  return {
    async set(on, minutes) {
      if (!isSwitchedOn(on))
        throw new Error("There is no such switch, or a value is beyond its limits.");
      const start = startOf(() => true);
      const origin = start && URL.canParse(start.url) ? new URL(start.url).origin : "";
      const since = Date.now();
      const until = since + minutes * 60_000;
      wanted = on.length > 0 ? { on, since, until, origin } : undefined;
      await set(on, minutes);
    },
  };
}

/** Each event that comes from now on, once. */
function followEvents(store: StoreApi<State>, hear: (event: CaptureEvent) => void): void {
  let read = store.getState().events.length;
  store.subscribe(({ events }) => {
    // After a clear the log is shorter than before.
    if (read > events.length) read = 0;
    for (; read < events.length; read += 1) hear(events[read]!);
  });
}

/** DevTools may evaluate in the page that they inspect; a panel elsewhere needs the site's grant. */
async function inject(tabId: number): Promise<void> {
  const { inspectedWindow } = browser.devtools ?? {};
  if (!inspectedWindow) {
    const target = { tabId };
    await browser.scripting.executeScript({ target, world: "MAIN", files: [SCRIPT] });
    return;
  }
  const text = await (await fetch(`/${SCRIPT}`)).text();
  await new Promise<void>((resolve, reject) => {
    inspectedWindow.eval(text, (_result, problem) => {
      const { isError, isException, description, value } = problem ?? {};
      if (isError || isException) reject(new Error(String(description ?? value)));
      else resolve();
    });
  });
}
