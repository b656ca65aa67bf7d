import { useEffect, useState } from "react";

/** How often the clock moves, in ms: while a job runs, and else for the ages only. */
const RUNNING = 250;
const RESTING = 10_000;

/**
 * The time for all clocks of the panel, from `read` (ms since the epoch). While `running`, `onTick` is told each time.
 * Without `read`, as for a file, time stands still at `fixed`.
 */
export function useClock(
  read: (() => number) | undefined,
  running: boolean,
  fixed: number,
  onTick: (now: number) => void,
): number {
  const [now, setNow] = useState(() => read?.() ?? fixed);
  useEffect(() => {
    if (!read) return undefined;
    const tick = () => {
      const time = read();
      setNow(time);
      if (running) onTick(time);
    };
    tick();
    const timer = setInterval(tick, running ? RUNNING : RESTING);
    return () => clearInterval(timer);
  }, [read, running, onTick]);
  return read ? Math.max(now, fixed) : fixed;
}
