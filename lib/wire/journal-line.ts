/**
 * When a relay talks to the journal: while no panel has attached, and only if there is something that the journal does not
 * have. The background may be stopped at any time; then the line is opened again, and it says where to go on.
 */
import type { Channel } from "./channel.ts";
import type { BatchQueue } from "./queue.ts";
import type { Panel } from "./relay.ts";

interface Parts {
  queue: BatchQueue;
  /** All who get events, the journal among them. */
  panels: Set<Panel>;
  connect: (channel: Channel) => Panel;
  /** Gives undefined when there is no background. */
  open: ((doc: string) => Channel | undefined) | undefined;
}

export interface JournalLine {
  /** Whether somebody else gets what comes. */
  isWatched(): boolean;
  /** Something came, or somebody came or went. */
  follow(): void;
  /** Sends without having been asked, as there may be no later. */
  hurry(): void;
}

/** Waiting time before the line is opened again, in ms: doubled each time. */
const FIRST_WAIT = 50;
const LAST_WAIT = 1_000;

export function createJournalLine({ queue, panels, connect, open }: Parts): JournalLine {
  let line: Panel | undefined;
  /** All before this position is in the journal. */
  let kept = 0;
  let waiting = false;
  let wait = FIRST_WAIT;

  const isWatched = () => [...panels].some((panel) => panel !== line && panel.next !== undefined);

  const begin = () => {
    const doc = queue.at(queue.start)?.doc;
    const channel = doc === undefined ? undefined : open?.(doc);
    if (!channel) return;
    channel.onClose(() => {
      line = undefined;
      if (kept >= queue.end) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        follow();
      }, wait);
      wait = Math.min(wait * 2, LAST_WAIT);
    });
    const opened = connect(channel);
    line = opened;
    channel.onMessage((message) => {
      if (message.kind === "attach") wait = FIRST_WAIT;
      if (opened.inFlight === 0) kept = opened.next ?? kept;
    });
  };

  const follow = () => {
    if (isWatched()) {
      // The panel keeps what it gets. Nobody knows how far it came when it goes, so the journal is asked then.
      kept = 0;
      if (line) panels.delete(line);
      line?.channel.close();
      line = undefined;
    } else if (!line && !waiting && kept < queue.end) begin();
  };

  return {
    isWatched,
    follow,
    hurry() {
      waiting = false;
      follow();
      if (line) line.next ??= kept;
    },
  };
}
