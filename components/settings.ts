import { STEPS, type Budgets } from "../lib/chain/profile.ts";

/** What a person has set; plain data, kept by whoever shows the panel. */
export interface Settings {
  /** Budgets that take the place of learned ones and of those of the profile, ms. */
  budgets: Budgets;
  /** Origins whose pages may be asked without a press. */
  askAlone: string[];
  /** Whether each hop is written into the page's own timeline. */
  measures: boolean;
}

export const noSettings: Settings = { budgets: {}, askAlone: [], measures: false };

/** The largest budget that makes sense, ms: an hour. */
export const MOST_BUDGET = 3_600_000;

/** Settings from what was stored, which may be anything. */
export function readSettings(stored: unknown): Settings {
  const { budgets, askAlone, measures } = asRecord(stored);
  const own = asRecord(budgets);
  return {
    budgets: Object.fromEntries(
      STEPS.filter((step) => isBudget(own[step])).map((step) => [step, own[step]]),
    ),
    askAlone: Array.isArray(askAlone) ? askAlone.filter((each) => typeof each === "string") : [],
    measures: measures === true,
  };
}

/** Whole milliseconds that a hop can wait. */
export const isBudget = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value > 0 && value <= MOST_BUDGET;

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** The origin of a page's address; undefined for one without, such as `about:blank`. */
export function originOf(url: string | undefined): string | undefined {
  const origin = url === undefined ? undefined : URL.parse(url)?.origin;
  return origin === "null" ? undefined : origin;
}
