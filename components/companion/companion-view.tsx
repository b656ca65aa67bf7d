import type { Job } from "../../lib/chain/job.ts";
import { chipLabel } from "../event-text.ts";
import { useSay } from "../words.ts";
import { Checklist } from "./checklist.tsx";
import type { KeepSource } from "./keep.tsx";
import { PARTS } from "./lists.ts";
import { OnBar } from "./on-bar.tsx";
import { PlayBar } from "./play.tsx";
import { useTell } from "./say.ts";
import { SwitchesView } from "./switches-view.tsx";
import type { CompanionPanel } from "./use-companion-panel.ts";

interface CompanionViewProps {
  companion: CompanionPanel;
  jobs: readonly Job[];
  code: KeepSource;
  onEvent: (id: string) => void;
  onJobs: (jobs: readonly Job[]) => void;
}

/** Fixes to try before they are written, faults to see what breaks, and the tests that tell when it is whole. */
export function CompanionView(props: CompanionViewProps) {
  const { board, player, checker, part, setPart, now, closed, frames } = props.companion;
  const tell = useTell();
  const say = useSay();
  const { index } = props.code;
  const labelOf = (id: string): string => {
    const event = index.get(id);
    return event ? say(chipLabel(event)) : tell("otherTab");
  };
  return (
    <div className="companion">
      <OnBar board={board} now={now} closed={closed} frames={frames} />
      <PlayBar player={player} />
      <div className="bar parts">
        <span className="filters">
          {PARTS.map((name) => (
            <button
              key={name}
              className={name === part ? "filter on" : "filter"}
              aria-pressed={name === part}
              data-part={name}
              onClick={() => setPart(name)}
            >
              {tell(name)}
            </button>
          ))}
        </span>
      </div>
      {part === "switches" ? (
        <SwitchesView {...props} />
      ) : (
        <Checklist
          checker={checker}
          now={now}
          closed={closed !== undefined}
          labelOf={labelOf}
          onTurn={(id) => board.turn([id], true)}
          onEvent={props.onEvent}
          onJobs={props.onJobs}
        />
      )}
    </div>
  );
}
