import { useState } from "react";
import { switchWords } from "../../lib/companion/switch-words.ts";
import { switchOf } from "../../lib/companion/switches.ts";
import { SIDE, type Progress } from "../../lib/trial/play.ts";
import { CopyButton } from "../copy-button.tsx";
import { useSay } from "../words.ts";
import { TrialTable } from "./compare-table.tsx";
import { playMarkdown } from "./markdown.ts";
import { jobCount, useTell, type CompanionWord, type Tell } from "./say.ts";
import type { Player } from "./use-play.ts";

interface PlayPaneProps {
  id: string;
  name: string;
  player: Player;
  closed: boolean;
}

/** The same scenario without and with one fix, side by side in the end. */
export function PlayPane({ id, name, player, closed }: PlayPaneProps) {
  const tell = useTell();
  const [text, setText] = useState(String(SIDE.default));
  const { play, progress } = player;
  const n = Number(text);
  const wrong = !Number.isInteger(n) || n < SIDE.min || n > SIDE.max;
  const isOwn = play?.id === id;
  const isOver = progress?.stage === "done" || progress?.stage === "stopped";
  return (
    <section className="playing" data-play={isOwn ? progress?.stage : undefined}>
      <h3>{tell("playTitle")}</h3>
      <p className="soft">
        {isOwn && progress ? stageText(progress, play.n, tell) : tell("playText")}
      </p>
      {isOwn && progress && progress.trial.before.jobs.length > 0 && (
        <TrialTable trial={progress.trial} title={tell("toVisible")} heads={["without", "with"]} />
      )}
      <div className="actions">
        {(!play || isOver) && (
          <>
            <button
              className="button"
              data-action="play"
              disabled={closed || wrong}
              onClick={() => player.start(id, n)}
            >
              {tell(isOwn ? "playAgain" : "play")}
            </button>
            <label className="param-inline">
              {tell("jobsEach")}
              <input
                className="num"
                inputMode="numeric"
                aria-invalid={wrong}
                title={tell("range", SIDE)}
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            </label>
          </>
        )}
        {isOwn && isOver && progress && (
          <CopyButton
            text={playMarkdown(name, progress.trial, tell)}
            label={tell("copyMarkdown")}
          />
        )}
        {isOwn && !isOver && (
          <button className="button" data-action="stop-play" onClick={player.stop}>
            {tell("stopPlay")}
          </button>
        )}
        {!isOwn && play && !isOver && <span className="soft">{tell("otherPlay")}</span>}
      </div>
    </section>
  );
}

const stages: Record<Progress["stage"], CompanionWord> = {
  without: "playWithout",
  with: "playWith",
  done: "playDone",
  stopped: "playStopped",
};

function stageText({ stage, over, running }: Progress, n: number, tell: Tell): string {
  const said = tell(stages[stage], { n, over, jobs: jobCount(n, tell) });
  return running > 0 && (stage === "without" || stage === "with")
    ? `${said} ${running === 1 ? tell("runsOne") : tell("runsMany", { n: running })}`
    : said;
}

/** Over every list of the view: what to do next, whatever switch is looked at. */
export function PlayBar({ player }: { player: Player }) {
  const tell = useTell();
  const say = useSay();
  const { play, progress } = player;
  const known = play && switchOf(play.id);
  if (!known || !progress || progress.stage === "done") return undefined;
  return (
    <p className="notice" role="status" data-playing={progress.stage}>
      <span>
        <b className="strong">{say(switchWords[known.id].name)}.</b>{" "}
        {stageText(progress, play.n, tell)}
      </span>
      {player.proceed && (
        <button className="link" data-action="proceed" onClick={player.proceed}>
          {tell("proceed")}
        </button>
      )}
      <button className="link" onClick={player.stop}>
        {tell("stopPlay")}
      </button>
    </p>
  );
}
