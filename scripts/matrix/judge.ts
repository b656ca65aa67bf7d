/** What was expected of a scenario against what was said of it. */
import type { Expected } from "../../lab/scenarios/scenario.ts";
import type { SnapshotJob } from "../../lib/chain/snapshot.ts";

type Verdict = SnapshotJob["verdict"];

/** Nothing is blamed there, so a step or a rule is a remark that nobody has to expect. */
const BLAMELESS = new Set(["complete", "running"]);

/** One line: "broken U9 R01", "broken U7-U9 ?R19 ?R20", "20 × complete". */
export function word({ kind, step, between, rule, candidates, jobs = 1 }: Expected): string {
  const offered = candidates?.map((id) => `?${id}`) ?? [];
  const words = [kind, step ?? between?.join("-"), rule, ...offered].filter(Boolean);
  return `${jobs > 1 ? `${jobs} × ` : ""}${words.join(" ")}`;
}

const offeredBy = ({ candidates }: Verdict): string[] => candidates.map(({ rule }) => rule);

/** The same line for jobs: equal verdicts are counted together. */
export function wordAll(jobs: readonly SnapshotJob[]): string {
  const count = new Map<string, number>();
  for (const { verdict } of jobs) {
    const said = word({ ...verdict, candidates: offeredBy(verdict) });
    count.set(said, (count.get(said) ?? 0) + 1);
  }
  const said = [...count].map(([line, times]) => (times > 1 ? `${times} × ${line}` : line));
  return said.join(", ") || "no job";
}

/** Why these jobs are not what was expected, or null. */
export function judge(expected: Expected, jobs: readonly SnapshotJob[]): string | null {
  const { jobs: count = 1 } = expected;
  if (jobs.length !== count) return `${jobs.length} jobs instead of ${count}`;
  const reasons = jobs.map((job) => differs(expected, job.verdict) ?? isTooRed(job));
  return reasons.find((reason) => reason !== null) ?? null;
}

function differs(expected: Expected, said: Verdict): string | null {
  if (said.kind !== expected.kind) return `${said.kind} instead of ${expected.kind}`;
  for (const field of ["step", "between", "rule"] as const) {
    const wanted = String(expected[field] ?? "");
    const found = String(said[field] ?? "");
    if (wanted === found || (wanted === "" && BLAMELESS.has(said.kind))) continue;
    return `${field} is ${found || "not there"} instead of ${wanted || "none"}`;
  }
  const missing = expected.candidates?.filter((id) => !offeredBy(said).includes(id)) ?? [];
  return missing.length > 0 ? `${missing.join(", ")} not among the candidates` : null;
}

function isTooRed({ create, update }: SnapshotJob): string | null {
  const red = [...create, ...update].filter(({ status }) => ["failed", "missing"].includes(status));
  return red.length > 1 ? `${red.map(({ step }) => step).join(" and ")} are both red` : null;
}

const essence = ({ id, verdict: { kind, step, between, rule } }: SnapshotJob): string =>
  `${id} ${word({ kind, ...(step && { step }), ...(between && { between }), ...(rule && { rule }) })}`;

/** What the replay of a trace says where it is not what the panel said, or null. */
export function contradicts(
  panel: readonly SnapshotJob[],
  replay: readonly SnapshotJob[],
): string | null {
  const same = panel.map(essence).join("\n") === replay.map(essence).join("\n");
  return same ? null : `analyze says ${wordAll(replay)}`;
}
