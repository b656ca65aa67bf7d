import { defineContentScript } from "wxt/utils/define-content-script";
import { install } from "../../lib/capture/install.ts";
import { offerPort } from "../../lib/wire/window-port.ts";

/** In the page's own world, before any of its scripts. */
export default defineContentScript({
  matches: ["http://localhost/*", "http://127.0.0.1/*"],
  world: "MAIN",
  runAt: "document_start",
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  main() {
    const port = offerPort(window);
    install(window, { sink: port.send, line: port });
  },
});
