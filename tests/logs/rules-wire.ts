/** Logs of the rules about joins, channels, tokens and limits: one where each fires, and a healthy look-alike where it is silent. */
import type { Case } from "./case.ts";
import { channelRules } from "./wire-channels.ts";
import { handlerRules } from "./wire-handlers.ts";
import { joinRules } from "./wire-joins.ts";
import { limitRules } from "./wire-limits.ts";
import { unreadRules } from "./wire-unread.ts";

export const wireRules: Record<string, Case> = {
  ...joinRules,
  ...channelRules,
  ...handlerRules,
  ...limitRules,
  ...unreadRules,
};
