import type { Rule } from "../../lib/chain/rules/rule.ts";
import { say } from "../../lib/chain/text.ts";

/** The ways in which a rule may speak; each is a function that it has or has not. */
const VOICES = ["find", "refute", "remark", "notice"] as const satisfies (keyof Rule)[];

const INTRODUCTION = `# The rules

Every cause that Hopscope can name. \`npm run rules\` writes this page from \`lib/chain/rules\`; the order in which they are asked
is that of \`lib/chain/rules/order.ts\`. The general ones have a word instead of a number: they only put words to what was seen, and
\`verdict.rule\` does not name them.

| Confidence | |
|---|---|
| proof | what was seen can mean nothing else: the cause is named, whatever other rules say |
| strong | named when nothing else is proven; further strong ones stand beside it as candidates |
| hypothesis | never named: a candidate beside the interval, with the check that settles it |

This is the rule's usual confidence; one finding may be surer or less sure. \`find\` says why a step failed or has not come,
\`refute\` that a step which seems to have happened did not do its work, \`remark\` what is worth saying of a job that came through, \`notice\` what is worth knowing about
a page. Steps are those that \`find\` may explain.
`;

/** What would end a cell is escaped. */
const row = (cells: string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/** The catalogue as a page: numbered rules first. */
export function rulesPage(rules: readonly Rule[]): string {
  const sorted = rules.toSorted((a, b) => Number(isWord(a)) - Number(isWord(b)) || compare(a, b));
  const rows = sorted.map(({ id, title, steps, confidence, source, ...ways }) => {
    const voices = VOICES.filter((voice) => ways[voice]);
    return row([id, say(title), steps.join(" "), confidence, voices.join(", "), source]);
  });
  const head = ["Rule", "Cause", "Steps", "Confidence", "Speaks by", "Shown by"];
  const table = [row(head), `|${"---|".repeat(head.length)}`, ...rows];
  return `${INTRODUCTION}\n${table.join("\n")}\n`;
}

const isWord = ({ id }: Rule): boolean => !/^R\d+$/.test(id);
const compare = (a: Rule, b: Rule): number => (a.id < b.id ? -1 : 1);
