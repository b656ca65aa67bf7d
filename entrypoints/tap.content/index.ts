import { defineContentScript } from "wxt/utils/define-content-script";
import { install } from "../../lib/capture/install.ts";
import { ALWAYS_ON, RUNS } from "../../lib/sites/scripts.ts";
import { offerPort } from "../../lib/wire/window-port.ts";

/** In the page's own world, before any of its scripts. */
export default defineContentScript({
  ...RUNS,
  matches: ALWAYS_ON,
  world: "MAIN",
  main() {
    const port = offerPort(window);
    const uninstall = install(window, { sink: port.send, line: port });
    port.onEnd(() => {
      uninstall();
      port.close();
    });
  },
});
