import { useEffect, useMemo, useState } from "react";
import type { Profile } from "../../lib/chain/profile.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { followLogs } from "../../lib/sheet/follow.ts";
import type { Sheet } from "../../lib/sheet/sheet.ts";
import type { FollowNeighbours, NeighbourLog } from "./neighbours.ts";

interface SyncOptions {
  /** Absent for a file. */
  neighbours: FollowNeighbours | undefined;
  events: readonly CaptureEvent[];
  origin: string | undefined;
  profile: Profile;
  /** Ms since the epoch. */
  now: number;
  /** Jobs from then on are shown, ms since the epoch. */
  since: number;
  /** Nothing is read while nobody looks. */
  shown: boolean;
}

export interface SyncModel {
  sheet: Sheet;
  neighbours: readonly NeighbourLog[];
}

const none: readonly NeighbourLog[] = [];
const empty: Sheet = { at: 0, tabs: [], rows: [], clocks: [], aligned: false };

/** The sheet of this tab and of the others of its origin. */
export function useSync(options: SyncOptions): SyncModel {
  const { neighbours: follow, events, origin, profile, now, since, shown } = options;
  const [heard, setHeard] = useState<{ origin?: string; logs: readonly NeighbourLog[] }>({
    logs: none,
  });
  useEffect(() => {
    if (!follow || origin === undefined || !shown) return undefined;
    return follow(origin, (logs) => setHeard({ origin, logs }));
  }, [follow, origin, shown]);
  const logs = follow && heard.origin === origin ? heard.logs : none;
  const bookOf = useMemo(() => followLogs(profile), [profile]);
  const live = follow !== undefined;
  // The clock decides only whether something may still come: a second is enough.
  const second = Math.ceil(now / 1_000) * 1_000;
  const { length } = events;
  const sheet = useMemo(() => {
    // The same array grows: its length tells.
    if (!shown || length + logs.length === 0) return empty;
    const named = logs.map(({ tab, ...log }) => ({ id: String(tab), name: LIVE, ...log }));
    const book = bookOf([{ id: "own", name: LIVE, events }, ...named], live);
    return book.sheet({ now: second, since });
  }, [shown, bookOf, events, length, logs, live, second, since]);
  return { sheet, neighbours: logs };
}

/** Tabs of one browser share a clock. */
const LIVE = "live";
