import type { ReactNode } from "react";
import type { Status } from "../lib/chain/job.ts";

/** The drawing of each status, 10 x 12, the same wherever a step is shown. The colour comes from `data-status`. */
export const drawings: Record<Status, ReactNode> = {
  observed: <rect x="1" y="1" width="8" height="10" rx="1" fill="currentColor" />,
  inferred: (
    <>
      <rect x="1.5" y="1.5" width="7" height="9" rx=".5" fill="none" stroke="currentColor" />
      <rect x="1" y="6" width="8" height="5" rx=".5" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      <circle cx="5" cy="6" r="3.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="5" cy="6" r="1.25" fill="currentColor" />
    </>
  ),
  late: <path d="M5 1 9.8 11H.2Z" fill="currentColor" />,
  failed: (
    <path
      d="M1.5 2.5 8.5 9.5M8.5 2.5 1.5 9.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.25"
    />
  ),
  missing: (
    <path
      d="M1 4.5V1.75H3.5M6.5 1.75H9V4.5M9 7.5V10.25H6.5M3.5 10.25H1V7.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
    />
  ),
  blocked: <path d="M2 6H8" stroke="currentColor" strokeWidth="1.5" />,
  unknown: (
    <path
      d="M1.5 5 5 1.5M1.5 10 8.5 3M5 10.5 8.5 7"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.1"
    />
  ),
  "not-yet": <rect x="4" y="5" width="2" height="2" fill="currentColor" />,
};
