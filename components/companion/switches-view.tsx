import { useMemo } from "react";
import { switchOf, type Switch, type SwitchId } from "../../lib/companion/switches.ts";
import type { Job } from "../../lib/chain/job.ts";
import { compareFix, rehearsalOf } from "../../lib/trial/compare.ts";
import { verdictWord } from "../filter.ts";
import { clock } from "../format.ts";
import { useWords } from "../words.ts";
import { Detail } from "./detail.tsx";
import type { KeepSource } from "./keep.tsx";
import { ALL, FAULTS, FIXES } from "./lists.ts";
import { expectation, time, useTell } from "./say.ts";
import { SwitchRows, type RowValues } from "./switch-rows.tsx";
import type { CompanionPanel } from "./use-companion-panel.ts";
import type { Switchboard } from "./use-companion.ts";

interface SwitchesViewProps {
  companion: CompanionPanel;
  jobs: readonly Job[];
  code: KeepSource;
  onEvent: (id: string) => void;
  onJobs: (jobs: readonly Job[]) => void;
}

/** So many of the newest jobs are compared: a page can make a million. */
const MOST_JOBS = 1_000;

/** All switches, and beside them the pane of one. */
export function SwitchesView({ companion, code, onEvent, onJobs, ...props }: SwitchesViewProps) {
  const jobs = useMemo(() => props.jobs.slice(-MOST_JOBS), [props.jobs]);
  const { board, player, now, closed, selected, focused, select } = companion;
  const tell = useTell();
  const values = useRowValues(board, jobs, now);
  const chosen: Switch = switchOf(selected ?? "") ?? FIXES[0]!;
  const rows = {
    selected: chosen.id,
    focused,
    closed: closed && tell(closed),
    asking: board.asking,
    isOn: board.isOn,
    valuesOf: values,
    onSelect: (id: string) => select(id as SwitchId),
    onTurn: (id: string, on: boolean) => board.turn([id], on),
  };
  return (
    <div className="sheet" data-open={selected !== undefined}>
      <div className="plays">
        <SwitchRows kind="fix" switches={FIXES} {...rows} />
        <SwitchRows kind="fault" switches={FAULTS} {...rows} />
      </div>
      <Detail
        each={chosen}
        jobs={jobs}
        board={board}
        code={code}
        player={player}
        closed={closed !== undefined}
        ended={companion.ended}
        onBack={() => select(undefined)}
        onEvent={onEvent}
        onJobs={onJobs}
      />
    </div>
  );
}

/** What each row says; told again only when a job or the companion has said something new. */
function useRowValues(board: Switchboard, jobs: readonly Job[], now: number) {
  const tell = useTell();
  const words = useWords();
  const { diary, standing } = board;
  const fixed = useMemo(
    () =>
      new Map(
        ALL.map(({ id, kind }) => [
          id,
          kind === "fix"
            ? { comparison: compareFix(id, jobs, diary) }
            : { rehearsal: rehearsalOf(id, jobs, diary) },
        ]),
      ),
    [jobs, diary],
  );
  return ({ id, expects }: Switch): RowValues => {
    const { comparison, rehearsal } = fixed.get(id) ?? {};
    const left = standing && endsOf(board, id) - now;
    const endsIn = left !== undefined && left > 0 ? clock(left) : "";
    if (expects) {
      const all = rehearsal?.jobs.length ?? 0;
      const last = rehearsal?.jobs.at(-1);
      const acts = rehearsal?.acts ?? 0;
      const met = acts === 1 ? tell("actedOnce") : tell("actedTimes", { n: acts });
      return {
        first: expectation(expects, tell).word,
        second: last
          ? tell("seenOf", { word: verdictWord(last, words), n: rehearsal?.expected ?? 0, all })
          : acts > 0
            ? met
            : "",
        endsIn,
      };
    }
    const { plain, rehearsed } = comparison ?? {};
    const trial = plain && plain.with.jobs.length > 0 ? plain : (rehearsed ?? plain);
    if (!trial || trial.with.jobs.length === 0) return { first: "", second: "", endsIn };
    const { before, with: after } = trial;
    const has = before.jobs.length > 0;
    return {
      first: has ? time(before.p50, tell) : "",
      firstStrong: time(after.p50, tell),
      second: has ? String(before.missed) : "",
      secondStrong: String(after.missed),
      endsIn,
    };
  };
}

/** When a switch goes off: with all others, or when its own seconds are over; 0 while it is off. Ms since the epoch. */
function endsOf({ standing, diary }: Switchboard, id: string): number {
  const own = standing?.on.find((each) => each.id === id);
  if (!standing || !own) return 0;
  const { seconds } = own.params;
  const span = diary.spansOf(id).at(-1);
  return typeof seconds === "number" && seconds > 0 && span
    ? Math.min(standing.ends, span.from + seconds * 1_000)
    : standing.ends;
}
