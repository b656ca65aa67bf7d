/** Logs of the rules about what more than a browser settles, and the clients: one where each fires, and a healthy look-alike where it is silent. */
import type { Case } from "./case.ts";
import { serverFrameRules } from "./rules-server-frames.ts";
import { serverPageRules } from "./rules-server-pages.ts";
import { serverTableRules } from "./rules-server-tables.ts";

export const serverRules: Record<string, Case> = {
  ...serverFrameRules,
  ...serverTableRules,
  ...serverPageRules,
};
