import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { Job } from "../../lib/chain/job.ts";
import { progressOf, type Play, type Progress } from "../../lib/trial/play.ts";
import type { Switchboard } from "./use-companion.ts";

export interface Player {
  play: Play | undefined;
  progress: Progress | undefined;
  start(id: string, n: number): void;
  stop(): void;
  /** Switches the fix on where the page did not take it; undefined where it did. */
  proceed: (() => void) | undefined;
}

/** Plays one scenario at a time: switches the fix on when enough jobs have run without it, and off in the end. */
export function usePlay(
  board: Switchboard,
  jobs: readonly Job[],
  now: number,
  /** When something was heard last, ms since the epoch: the page's clock, which may differ from ours. */
  heard: number,
): Player {
  const [play, setPlay] = useState<Play>();
  const { diary } = board;
  const progress = useMemo(
    () => play && progressOf(play, jobs, diary, now),
    [play, jobs, diary, now],
  );
  const isEnough = progress?.stage === "without" && progress.over >= (play?.n ?? Infinity);
  const isDone = progress?.stage === "done";
  const onEnough = useEffectEvent(() => play && board.turn([play.id], true));
  const onDone = useEffectEvent(() => play && board.isOn(play.id) && board.turn([play.id], false));
  useEffect(() => {
    if (isEnough) onEnough();
  }, [isEnough]);
  useEffect(() => {
    if (isDone) onDone();
  }, [isDone]);
  return {
    play,
    progress,
    start(id, n) {
      if (board.isOn(id)) board.turn([id], false);
      setPlay({ id, n, from: heard, tab: board.tab });
    },
    proceed:
      isEnough && play && board.failure !== undefined
        ? () => board.turn([play.id], true)
        : undefined,
    stop() {
      if (play && progress?.stage === "with") board.turn([play.id], false);
      setPlay(undefined);
    },
  };
}
