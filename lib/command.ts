import type { FrameBody, SwitchedOn } from "./event.ts";

/**
 * The other direction: what the panel asks of a page. Only a person's press on a button, or a site that was switched on for
 * it, sends one; a page never sends any. Nothing here writes: a `probe.get` is a GET.
 */
export type Command =
  /** GET `path` of the page's own origin, with its credentials. Answered by the event `probe.answer`. */
  | { kind: "probe.get"; question: string; path: string }
  /** The live address, key and token of the socket that carries `topic` (with `realtime:`). Answered by `socket.tell`. */
  | { kind: "socket.ask"; ask: number; topic: string }
  /** The bodies of held frames, by the ids of their events. Answered by `body.tell`. */
  | { kind: "body.ask"; ask: number; events: string[] }
  /** The text of a script or source map of the page's own origin. Answered by `source.tell`. */
  | { kind: "source.ask"; ask: number; url: string }
  /** Take the taps out of the page, until it is loaded again. Answered by `taps.tell` when they are out. */
  | { kind: "taps.off"; ask: number }
  /**
   * These switches of the companion on and no others, for so many minutes; none turns it off. Its bar speaks `language`, as a
   * browser names it. Answered by `companion.tell`.
   */
  | { kind: "companion.set"; ask: number; on: SwitchedOn[]; minutes: number; language: string }
  /** Who switched it on has gone. Answered by nothing; it is told as `companion.off`. */
  | { kind: "companion.end" }
  /** Entries for the page's own timeline, in the place of those that this job had there. Answered by nothing. */
  | { kind: "measures.put"; job: string; measures: PageMeasure[] }
  /** Takes all of them away again. */
  | { kind: "measures.clear" };

/** A `performance.measure` with what Chrome's Performance panel draws a track of. Times in ms since the epoch, on the page's clock. */
export interface PageMeasure {
  name: string;
  start: number;
  end: number;
  /** `detail.devtools` of the entry. */
  detail: {
    dataType: "track-entry";
    track: string;
    trackGroup: string;
    color: string;
    properties: [name: string, value: string][];
    tooltipText: string;
  };
}

/** Answers that hold what must not be stored: they go to the panel that asked, and are never events. */
export type Reply =
  | {
      kind: "socket.tell";
      ask: number;
      /** What a RealtimeClient is made with: `wss://…/realtime/v1`. */
      url: string;
      apikey: string;
      token: string | null;
      private: boolean;
    }
  | { kind: "source.tell"; ask: number; text: string }
  | { kind: "taps.tell"; ask: number }
  /** `load`: the companion's script is not in the document yet, and has to be put there. */
  | { kind: "companion.tell"; ask: number; load: boolean }
  /** Those that the page still keeps. Here because a reply is not told twice: the log has the frame already. */
  | { kind: "body.tell"; ask: number; bodies: { event: string; body: FrameBody }[] }
  | { kind: "ask.fail"; ask: number; error: string };
