import type { Status } from "../chain/job.ts";
import { both, type Text } from "../chain/text.ts";

/** One mark per status, as near to the panel's as text comes. */
export const MARKS: Record<Status, string> = {
  observed: "█",
  inferred: "▄",
  waiting: "◉",
  late: "▲",
  failed: "✕",
  missing: "□",
  blocked: "–",
  unknown: "▨",
  "not-yet": "·",
};

/** What stands in the time column of a rung without a time. */
export const STATUS_WORDS: Record<Status, Text> = {
  observed: both("seen", "visto"),
  inferred: both("inferred", "inferido"),
  waiting: both("waiting", "esperando"),
  late: both("late", "atrasado"),
  failed: both("failed", "falhou"),
  missing: both("nothing came", "nada chegou"),
  blocked: both("not reached", "não alcançado"),
  unknown: both("not visible from here", "não visível daqui"),
  "not-yet": both("not yet", "ainda não"),
};
