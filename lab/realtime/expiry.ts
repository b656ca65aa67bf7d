import type { Channel } from "./channel.ts";
import { closeChannel } from "./context.ts";
import type { Context } from "./context.ts";
import { expiredReason } from "./reasons.ts";
import { secondsSinceExpiry } from "./tokens.ts";

const LONGEST_MS = 300_000;

/**
 * Looks at the token of a channel when it runs out, and every five minutes until then. Only then: messages are not
 * checked. An expired token ends this channel; the socket and its other channels live on.
 */
export function watchExpiry(context: Context, channel: Channel): void {
  clearTimeout(channel.expiry);
  const left = channel.claims.exp * 1000 - Date.now();
  channel.expiry = setTimeout(
    () => {
      const seconds = secondsSinceExpiry(channel.claims.exp);
      if (seconds === undefined) watchExpiry(context, channel);
      else closeChannel(context, channel, expiredReason(seconds));
    },
    Math.max(0, Math.min(LONGEST_MS, left)),
  );
}
