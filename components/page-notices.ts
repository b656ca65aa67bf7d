import type { Notice } from "../lib/chain/job.ts";

/** The notices of the newest page and of the one whose job is shown, problems first, the newest page before the other. */
export function noticesOf(
  notices: readonly Notice[],
  newest: string | undefined,
  shown: string | undefined,
): Notice[] {
  const weight = ({ doc, level }: Notice) =>
    (doc === newest ? 0 : 2) + (level === "problem" ? 0 : 1);
  return notices
    .filter(({ doc }) => doc === newest || doc === shown)
    .toSorted((a, b) => weight(a) - weight(b));
}
