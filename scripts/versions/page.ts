import { columnsOf, versionOf, type Library } from "../../tests/e2e/versions/combinations.ts";
import { actions, readingOf, recordings } from "./actions.ts";
import type { Signal } from "../../tests/e2e/versions/signal.ts";
import { signals } from "../../tests/e2e/versions/signals.ts";

const INTRODUCTION = `# What is seen of which version

The signals of the taps in minified bundles, in Chromium. \`npm run versions\` writes this page from \`tests/e2e/versions/signals.ts\`, and a test
fails until it is current; \`tests/e2e/versions.e2e.test.ts\` drives every version and fails where the table says less or more than what was
seen. A page's own account of what happened stands against what the taps say.

| Sign | |
|---|---|
| ● | seen |
| – | does not happen in this version, and the taps do not say that it did |
| ○ | happens, and is not observable: the steps that need it are "not observable", never "did not happen" |
`;

const ACTIONS = `## Answers of Next's server actions

Production builds answered these, and \`lib/chain/flights\` keeps the answers; \`tests/e2e/actions.e2e.test.ts\` streams them to a page with
and without the taps. A cell is what is read from the answer.
`;

const titles: Record<Library, string> = {
  realtime: "realtime-js",
  swr: "SWR",
  react: "React and images",
};

const row = (cells: string[]): string => `| ${cells.join(" | ")} |`;

/** The table as a page: what does not happen or is not observable has a footnote. */
export function versionsPage(): string {
  const reasons: string[] = [];
  const note = (reason: string) => {
    if (!reasons.includes(reason)) reasons.push(reason);
    return reasons.indexOf(reason) + 1;
  };
  const cell = ({ never, unseen }: Signal, column: string): string => {
    const version = versionOf(column);
    if (never?.[version]) return `– ${note(never[version])}`;
    return unseen?.[version] ? `○ ${note(unseen[version])}` : "●";
  };
  const tables = (Object.keys(titles) as Library[]).map((library) => {
    const columns = columnsOf(library);
    const rows = signals[library].map((signal) =>
      row([signal.name, ...columns.map((column) => cell(signal, column))]),
    );
    const head = row(["Signal", ...columns]);
    const rule = `|${"---|".repeat(columns.length + 1)}`;
    return [`## ${titles[library]}\n`, head, rule, ...rows].join("\n");
  });
  const nexts = Object.keys(recordings);
  const answers = Object.entries(actions).map(([name, text]) =>
    row([text, ...nexts.map((next) => readingOf(recordings[next]?.[name]))]),
  );
  const notes = reasons.map((reason, index) => `${index + 1}. ${reason}`);
  const parts = [INTRODUCTION, ...tables.map((table) => `${table}\n`), ...notes];
  const actionRows = [row(["Action", ...nexts]), `|${"---|".repeat(nexts.length + 1)}`, ...answers];
  return `${[...parts, "", ACTIONS, ...actionRows].join("\n")}\n`;
}
