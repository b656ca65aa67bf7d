import { useMemo, useState } from "react";
import type { SwitchId } from "../../lib/companion/switches.ts";
import type { Job } from "../../lib/chain/job.ts";
import type { Profile } from "../../lib/chain/profile.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import type { Sheet } from "../../lib/sheet/sheet.ts";
import type { SiteState } from "../../lib/sites/look.ts";
import { createDiary } from "../../lib/trial/diary.ts";
import { createReach } from "../../lib/trial/reach.ts";
import { beside } from "../beside.ts";
import { useClock } from "../clock.ts";
import type { Connection } from "../empty.tsx";
import type { Companion } from "./companion.ts";
import { ALL, type Part } from "./lists.ts";
import type { CompanionWord } from "./say.ts";
import { useChecklist } from "./use-checklist.ts";
import { useCompanion } from "./use-companion.ts";
import { usePlay } from "./use-play.ts";

interface PanelOptions {
  companion: Companion | undefined;
  /** This tab and the others of its site. */
  sheet: Sheet;
  events: readonly CaptureEvent[];
  jobs: readonly Job[];
  tab: number | undefined;
  profile: Profile;
  /** Whether the companion's view is what is looked at. */
  shown: boolean;
  clock: (() => number) | undefined;
  /** Ms since the epoch. */
  now: number;
  connection: Connection;
  recording: boolean;
  site: SiteState | undefined;
}

const ignore = () => undefined;

/** All that the companion's view and its badge look at, kept while other views are shown. */
export function useCompanionPanel(options: PanelOptions) {
  const { companion, events } = options;
  const diaryOf = useMemo(() => createDiary(), []);
  const diary = diaryOf(events);
  const reachOf = useMemo(() => createReach(), []);
  const reach = reachOf(events);
  const isOn = diary.standing(options.now) !== undefined;
  const now = useClock(options.clock, isOn, options.now, ignore);
  const board = useCompanion({ companion, diary, tab: options.tab, now });
  const heard = events.at(-1)?.at ?? 0;
  const player = usePlay(board, options.jobs, now, heard);
  const [part, setPart] = useState<Part>("switches");
  const checker = useChecklist({
    ...options,
    diary,
    now,
    heard,
    shown: options.shown && part === "checklist",
  });
  const [selected, select] = useState<SwitchId>();
  const [focused, focus] = useState<SwitchId>();
  return {
    board,
    player,
    checker,
    part,
    setPart,
    now,
    closed: closedBy(options),
    /** What no switch reaches: frames with channels of their own, and topics whose channels had ended before. */
    frames: reach.frames(options.tab),
    ended: reach.ended(options.tab),
    selected,
    focused,
    select(id: SwitchId | undefined) {
      select(id);
      focus(undefined);
    },
    /** The row below or above, whose switch gets the focus. */
    move(by: 1 | -1) {
      if (part !== "switches") return;
      const next = beside(ALL, by, ({ id }) => id === (selected ?? ALL[0]?.id))?.id;
      select(next);
      focus(next);
    },
  };
}

export type CompanionPanel = ReturnType<typeof useCompanionPanel>;

/** Why nothing can be switched. */
function closedBy(options: PanelOptions): CompanionWord | undefined {
  const { companion, connection, recording, site } = options;
  if (!companion || connection === "file") return "ofFile";
  if (!recording) return "paused";
  if (connection === "live") return undefined;
  if (site === "off") return "off";
  return connection;
}
