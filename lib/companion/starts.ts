/** What each switch does. */
import { handlerThrows, hiddenTab, swallowMutate } from "./faults/app.ts";
import { late, notFound, serverError, stale } from "./faults/api.ts";
import { cut, halfOpen, keepCut, offline } from "./faults/connection.ts";
import { delay, drop, duplicate, reorder, truncate } from "./faults/frames.ts";
import { denyJoin, expireToken, serverDisconnect, tooManyMessages } from "./faults/server.ts";
import type { Start } from "./rig.ts";
import type { SwitchId } from "./switches.ts";

const notYet: Start = () => ({});

export const starts: Record<SwitchId, Start> = {
  "optimistic-queue": notYet,
  "fallback-polling": notYet,
  "revalidate-right": notYet,
  "refetch-on-rejoin": notYet,
  resubscribe: notYet,
  "say-it": notYet,
  "join-as-private": notYet,
  "listen-to-every-event": notYet,
  cut,
  "keep-cut": keepCut,
  "half-open": halfOpen,
  drop,
  delay,
  duplicate,
  reorder,
  truncate,
  "deny-join": denyJoin,
  "expire-token": expireToken,
  "too-many-messages": tooManyMessages,
  "server-disconnect": serverDisconnect,
  "api-late": late,
  "api-stale": stale,
  "api-404": notFound,
  "api-500": serverError,
  "swallow-mutate": swallowMutate,
  "handler-throws": handlerThrows,
  "hidden-tab": hiddenTab,
  offline,
};
