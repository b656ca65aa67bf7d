import { switchOf } from "../../lib/companion/switches.ts";
import type { Expected } from "../../lib/companion/switches.ts";
import { say, type Language } from "../../lib/chain/text.ts";
import type { SwitchedOn } from "../../lib/event.ts";
import { displayableLine } from "../../lib/displayable.ts";
import { total } from "../format.ts";
import { fill, useWords } from "../words.ts";
import { companionWords } from "./words.ts";

type Values = Record<string, string | number>;
export type CompanionWord = keyof typeof companionWords;
export type Tell = (word: CompanionWord, values?: Values) => string;

/** Speaks the companion's words in the language of the panel. */
export function useTell(): Tell {
  const { language } = useWords();
  return (word, values = {}) =>
    displayableLine(fill(say(companionWords[word], language as Language), values));
}

/** "1 fix and 2 faults". */
export function countOf(on: readonly SwitchedOn[], tell: Tell): string {
  const count = (kind: "fix" | "fault") =>
    on.filter(({ id }) => switchOf(id)?.kind === kind).length;
  const [fixes, faults] = [count("fix"), count("fault")];
  const a = fixes === 1 ? tell("oneFix") : tell("manyFixes", { n: fixes });
  const b = faults === 1 ? tell("oneFault") : tell("manyFaults", { n: faults });
  if (faults === 0) return a;
  return fixes === 0 ? b : tell("and", { a, b });
}

/** "6.2 s", "never", "–" where there is no job. */
export const time = (ms: number | undefined, tell: Tell): string =>
  ms === undefined ? "–" : ms === Infinity ? tell("never") : total(ms);

export const jobCount = (n: number, tell: Tell): string =>
  n === 1 ? tell("oneJob") : tell("manyJobs", { n });

const listed = (names: readonly string[], tell: Tell): string =>
  names.length < 2
    ? (names[0] ?? "")
    : tell("or", { a: names.slice(0, -1).join(", "), b: names.at(-1)! });

/** What a fault should lead to: in a word for its row, in a sentence for its pane. */
export function expectation(expects: Expected, tell: Tell): { word: string; sentence: string } {
  if (expects.kind === "complete") {
    return expects.late
      ? { word: tell("survivesLate"), sentence: tell("completesLate") }
      : { word: tell("survives"), sentence: tell("completes") };
  }
  const { steps, rule } = expects;
  const inRow = steps.join(", ");
  const among = listed(steps, tell);
  if (rule !== undefined) {
    return { word: `${rule}, ${inRow}`, sentence: tell("saysRule", { steps: among, rule }) };
  }
  return { word: tell("noRule"), sentence: tell("saysSteps", { steps: among }) };
}
