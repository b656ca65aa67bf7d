import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { HANDOVER } from "../lib/capture/seams.ts";
import { runCompanion } from "../lib/companion/engine.ts";

/** Put into a document when a panel switches something on; the taps hand over what it needs, once. */
export default defineUnlistedScript(() => {
  window.dispatchEvent(new CustomEvent(HANDOVER, { detail: runCompanion }));
});
