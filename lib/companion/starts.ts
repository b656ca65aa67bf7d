/** What each switch does. */
import { handlerThrows, swallowMutate } from "./faults/app.ts";
import { late, notFound, serverError, stale } from "./faults/api.ts";
import { cut, halfOpen, keepCut, offline } from "./faults/connection.ts";
import { delay, drop, duplicate, reorder, truncate } from "./faults/frames.ts";
import { hiddenTab } from "./faults/hidden-tab.ts";
import { denyJoin, expireToken, serverDisconnect, tooManyMessages } from "./faults/server.ts";
import { fallbackPolling } from "./fixes/fallback-polling.ts";
import { joinAsPrivate } from "./fixes/join-as-private.ts";
import { listenToEveryEvent } from "./fixes/listen-to-every-event.ts";
import { optimisticQueue } from "./fixes/optimistic-queue.ts";
import { refetchOnRejoin } from "./fixes/refetch-on-rejoin.ts";
import { resubscribe } from "./fixes/resubscribe.ts";
import { revalidateRight } from "./fixes/revalidate-right.ts";
import { sayIt } from "./fixes/say-it.ts";
import type { Start } from "./rig.ts";
import type { SwitchId } from "./switches.ts";

export const starts: Record<SwitchId, Start> = {
  "optimistic-queue": optimisticQueue,
  "fallback-polling": fallbackPolling,
  "revalidate-right": revalidateRight,
  "refetch-on-rejoin": refetchOnRejoin,
  resubscribe,
  "say-it": sayIt,
  "join-as-private": joinAsPrivate,
  "listen-to-every-event": listenToEveryEvent,
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
