import { useEffect, useMemo, useState } from "react";
import type { Profile } from "../../lib/chain/profile.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { followLogs } from "../../lib/sheet/follow.ts";
import type { Sheet } from "../../lib/sheet/sheet.ts";
import { horizon } from "../../lib/store.ts";
import type { FollowNeighbours, NeighbourLog } from "./neighbours.ts";

interface SyncOptions {
  /** Absent for one file alone. */
  neighbours: FollowNeighbours | undefined;
  /** Something may still come. */
  live: boolean;
  /** Of a file: its name. */
  name: string | undefined;
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
  /** Whether a person wants the estimated offsets of clocks applied. */
  onAlign: (aligned: boolean) => void;
}

const none: Logs = [];
const empty: Sheet = { at: 0, tabs: [], rows: [], clocks: [], aligned: false };

/** The sheet of this tab or file and of the others of its origin. */
export function useSync(options: SyncOptions): SyncModel {
  const { neighbours: follow, live, name = LIVE, events, origin, profile, now, since } = options;
  const { shown } = options;
  const [heard, setHeard] = useState<{ from?: FollowNeighbours; origin?: string; logs: Logs }>({
    logs: none,
  });
  const [aligned, onAlign] = useState(false);
  useEffect(() => {
    if (!follow || origin === undefined || !shown) return undefined;
    return follow(origin, (logs) => setHeard({ from: follow, origin, logs }));
  }, [follow, origin, shown]);
  const logs = heard.from === follow && heard.origin === origin ? heard.logs : none;
  const bookOf = useMemo(() => followLogs(profile), [profile]);
  // The clock decides only whether something may still come: a second is enough.
  const second = Math.ceil(now / 1_000) * 1_000;
  const { length } = events;
  const sheet = useMemo(() => {
    // The same array grows: its length tells.
    if (!shown || length + logs.length === 0) return empty;
    const named = logs.map(({ tab, name: file, ...log }) => ({
      id: file ?? String(tab),
      name: file ?? LIVE,
      ...log,
    }));
    const book = bookOf([{ id: "own", name, events }, ...named], live);
    if (live) return book.sheet({ now: second, since });
    // What had not come by the end of all files will not come.
    const end = Math.max(second, ...logs.map((log) => log.events.at(-1)?.at ?? 0));
    return { ...book.sheet({ now: end + horizon(profile), aligned }), at: end };
  }, [shown, bookOf, name, events, length, logs, live, second, since, profile, aligned]);
  return { sheet, neighbours: logs, onAlign };
}

type Logs = readonly NeighbourLog[];

/** Tabs of one browser share a clock. */
const LIVE = "live";
