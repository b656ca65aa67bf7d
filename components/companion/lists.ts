import { switches, type Switch } from "../../lib/companion/switches.ts";

export const ALL: readonly Switch[] = switches;
export const FIXES = ALL.filter(({ kind }) => kind === "fix");
export const FAULTS = ALL.filter(({ kind }) => kind === "fault");

/** The two parts of the view. */
export const PARTS = ["switches", "checklist"] as const;
export type Part = (typeof PARTS)[number];
