import type { Document } from "../facts.ts";

/** The last second in which any socket of a page had a frame with content, up to `until`; ms, -Infinity if there is none. */
export function lastContent({ sockets }: Document, until: number): number {
  let last = -Infinity;
  for (const { told } of sockets.values()) last = Math.max(last, told.last(until));
  return last;
}
