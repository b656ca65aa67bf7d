import { browser } from "wxt/browser";
import { defineContentScript } from "wxt/utils/define-content-script";
import { UNLOAD_MS } from "../../lib/wire/farewell.ts";
import { answerRoll, isPrerendering } from "../../lib/wire/frames.ts";
import { ALWAYS_ON, RUNS } from "../../lib/sites/scripts.ts";
import { createBackground } from "../../lib/wire/journal-port.ts";
import { leased } from "../../lib/wire/lease.ts";
import { createRelay } from "../../lib/wire/relay.ts";
import { PORT_NAME, runtimeChannel } from "../../lib/wire/runtime-port.ts";
import { takePort } from "../../lib/wire/take-port.ts";

/** Between the page and the panels: no meaning in here. */
export default defineContentScript({
  ...RUNS,
  matches: ALWAYS_ON,
  // It would tell every page the extension's id.
  noScriptStartedPostMessage: true,
  main() {
    const background = createBackground(browser.runtime);
    const relay = createRelay(undefined, undefined, {
      isGone: background.isGone,
      open: (doc) => (isPrerendering(document) ? undefined : background.open(doc)),
    });
    takePort(window, (page) => relay.join(page));
    browser.runtime.onConnect.addListener((port) => {
      const isOwn = port.sender?.id === browser.runtime.id;
      if (isOwn && port.name === PORT_NAME) relay.connect(leased(runtimeChannel(port)));
    });
    answerRoll(browser.runtime, window);
    const stay = () => relay.leave(false);
    window.addEventListener("beforeunload", () => {
      relay.leave(true);
      setTimeout(stay, UNLOAD_MS);
    });
    window.addEventListener("pagehide", () => relay.leave(true));
    window.addEventListener("pageshow", stay);
  },
});
