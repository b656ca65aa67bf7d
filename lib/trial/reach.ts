/** What of a page no switch of the companion reaches, out of the log: its frames, and channels that had ended before. */
import type { CaptureEvent } from "../event.ts";
import { followLog } from "../follow-log.ts";

export interface Reach {
  /** How many frames of a tab have channels of their own: only the page itself is switched. */
  frames(tab: number | undefined): number;
  /** The topics, without `realtime:`, of a tab's channels that ended without being left: their client has forgotten them. */
  ended(tab: number | undefined): string[];
}

/** Returns a function that reads it; what a log has grown by is all that it costs. */
export function createReach(): (events: readonly CaptureEvent[]) => Reach {
  const follow = followLog(createTables);
  return (events) => follow(events).reach;
}

interface Channel {
  topic: string;
  hasLeft: boolean;
  hasEnded: boolean;
}

interface Document {
  doc: string;
  tab: number | undefined;
  frameId: number | undefined;
  /** By the number that the taps gave them, the newest last. */
  channels: Map<number, Channel>;
}

function createTables() {
  const documents = new Map<string, Document>();
  const ofTab = (tab: number | undefined) =>
    [...documents.values()].filter((each) => each.tab === tab);

  const channelOf = ({ doc }: CaptureEvent, number: number, topic: string): Channel | undefined => {
    const channels = documents.get(doc)?.channels;
    const found = channels?.get(number);
    if (found || !channels) return found;
    const made = { topic, hasLeft: false, hasEnded: false };
    channels.set(number, made);
    return made;
  };

  const start = ({ doc, tab, frameId }: CaptureEvent) => {
    for (const each of ofTab(tab)) {
      // With the page go its frames.
      if (each.frameId === frameId || frameId === undefined) documents.delete(each.doc);
    }
    documents.set(doc, { doc, tab, frameId, channels: new Map() });
  };

  const add = (event: CaptureEvent) => {
    switch (event.kind) {
      case "page.start":
        if (!event.prerendered) start(event);
        break;
      case "page.leave":
        // A page that comes back says page.show, and its channels have not changed by it.
        if (!event.persisted) documents.delete(event.doc);
        break;
      case "channel.create":
        channelOf(event, event.channel, event.topic);
        break;
      case "channel.unsubscribe": {
        const channel = channelOf(event, event.channel, event.topic);
        if (channel) channel.hasLeft = true;
        break;
      }
      case "channel.status": {
        const channel = channelOf(event, event.channel, event.topic);
        if (channel) channel.hasEnded = event.status === "CLOSED";
        break;
      }
      default:
    }
  };

  const reach: Reach = {
    frames: (tab) =>
      ofTab(tab).filter(({ frameId, channels }) => frameId !== undefined && channels.size > 0)
        .length,
    ended(tab) {
      const page = ofTab(tab).find(({ frameId }) => frameId === undefined);
      // Of several with one topic the newest counts.
      const last = new Map([...(page?.channels.values() ?? [])].map((each) => [each.topic, each]));
      return [...last.values()]
        .filter(({ hasLeft, hasEnded }) => hasEnded && !hasLeft)
        .map(({ topic }) => topic.replace(/^realtime:/, ""));
    },
  };
  return { add, reach };
}
