/** What of a page no switch of the companion reaches, out of the log: its frames, and channels that had ended before. */
import type { CaptureEvent, EventOf } from "../event.ts";
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

type ChannelEvent = EventOf<"channel.create" | "channel.unsubscribe" | "channel.status">;

interface Channel {
  topic: string;
  hasLeft: boolean;
  hasEnded: boolean;
}

interface Document {
  tab: number | undefined;
  frameId: number | undefined;
  /** When it said something first, ms since the epoch. */
  at: number;
  hasGone: boolean;
  /** By the number that the taps gave them, the newest last. */
  channels: Map<number, Channel>;
}

/** A log may begin anywhere, and tell of a frame before its page. */
function createTables() {
  const documents = new Map<string, Document>();
  const isFrame = ({ frameId }: Document) => frameId !== undefined;

  const documentOf = ({ doc, tab, frameId, at }: CaptureEvent): Document => {
    let found = documents.get(doc);
    if (!found) {
      found = { tab, frameId, at, hasGone: false, channels: new Map() };
      documents.set(doc, found);
    }
    found.at = Math.min(found.at, at);
    return found;
  };
  const channelOf = (event: ChannelEvent): Channel => {
    const { channels } = documentOf(event);
    let found = channels.get(event.channel);
    if (!found) {
      found = { topic: event.topic, hasLeft: false, hasEnded: false };
      channels.set(event.channel, found);
    }
    return found;
  };

  const add = (event: CaptureEvent) => {
    switch (event.kind) {
      case "page.start":
        if (!event.prerendered) documentOf(event);
        break;
      case "page.leave":
        documentOf(event).hasGone = true;
        break;
      case "page.show":
        documentOf(event).hasGone = false;
        break;
      case "channel.create":
        channelOf(event);
        break;
      case "channel.unsubscribe":
        channelOf(event).hasLeft = true;
        break;
      case "channel.status":
        channelOf(event).hasEnded = event.status === "CLOSED";
        break;
      default:
    }
  };

  /** The newest page of a tab. */
  const pageOf = (tab: number | undefined) =>
    [...documents.values()]
      .filter((each) => each.tab === tab && !isFrame(each) && !each.hasGone)
      .toSorted((a, b) => a.at - b.at)
      .at(-1);
  const reach: Reach = {
    frames(tab) {
      const since = pageOf(tab)?.at ?? 0;
      const isHere = (each: Document) => each.tab === tab && !each.hasGone && each.at >= since;
      return [...documents.values()].filter(
        (each) => isFrame(each) && isHere(each) && each.channels.size > 0,
      ).length;
    },
    ended(tab) {
      // Of several with one topic the newest counts.
      const last = new Map(
        [...(pageOf(tab)?.channels.values() ?? [])].map((each) => [each.topic, each]),
      );
      return [...last.values()]
        .filter(({ hasLeft, hasEnded }) => hasEnded && !hasLeft)
        .map(({ topic }) => topic.replace(/^realtime:/, ""));
    },
  };
  return { add, reach };
}
