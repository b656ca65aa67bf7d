import type { Comparison, Side, Trial } from "../../lib/trial/compare.ts";
import { jobCount, time, useTell, type CompanionWord, type Tell } from "./say.ts";

interface CompareProps {
  comparison: Comparison | undefined;
  on: boolean;
  tab: number;
}

/** What the fix was good for: the jobs with it against those before. */
export function Compare({ comparison, on, tab }: CompareProps) {
  const tell = useTell();
  if (!comparison) return <p className="soft">{tell("untried")}</p>;
  const { plain, rehearsed, across } = comparison;
  const [tried, before] = [count(comparison, "with"), count(comparison, "before")];
  if (tried === 0 && before === 0)
    return <p className="soft">{tell(on ? "noneYet" : "untried")}</p>;
  const n = jobCount(tried, tell);
  return (
    <>
      <p className="soft" data-tried={tried} data-before={before}>
        {tried === 0
          ? tell(on ? "noneYet" : "untried")
          : before === 0
            ? tell("triedFirst", { n, tab })
            : tell("tried", { n, tab, before })}
      </p>
      {hasJobs(plain) && <TrialTable trial={plain} title={tell("toVisible")} />}
      {hasJobs(rehearsed) && <TrialTable trial={rehearsed} title={tell("rehearsed")} />}
      {across > 0 && <p className="soft">{tell("across", { n: jobCount(across, tell) })}</p>}
    </>
  );
}

const count = ({ plain, rehearsed }: Comparison, side: keyof Trial): number =>
  plain[side].jobs.length + rehearsed[side].jobs.length;
const hasJobs = (trial: Trial): boolean =>
  trial.before.jobs.length > 0 || trial.with.jobs.length > 0;

/** The rows of a comparison, each side of which is one column. */
export const ROWS: [CompanionWord | "p50" | "p95", (side: Side, tell: Tell) => string][] = [
  ["p50", ({ p50 }, tell) => time(p50, tell)],
  ["p95", ({ p95 }, tell) => time(p95, tell)],
  [
    "missedJobs",
    ({ missed, jobs }, tell) =>
      jobs.length === 0 ? "–" : tell("nOf", { n: missed, all: jobs.length }),
  ],
  ["extraRequests", ({ requests, jobs }) => (jobs.length === 0 ? "–" : String(requests))],
];
export const rowName = (row: (typeof ROWS)[number][0], tell: Tell): string =>
  row === "p50" || row === "p95" ? row : tell(row);

interface TrialTableProps {
  trial: Trial;
  title: string;
  heads?: [CompanionWord, CompanionWord];
}

export function TrialTable({ trial, title, heads = ["before", "withFix"] }: TrialTableProps) {
  const tell = useTell();
  return (
    <table className="compare">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="num">
              {tell(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([row, valueOf]) => (
          <tr key={row} data-row={row}>
            <th scope="row">{rowName(row, tell)}</th>
            <td className="num">{valueOf(trial.before, tell)}</td>
            <td className="num strong">{valueOf(trial.with, tell)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
