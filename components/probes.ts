import type { FrameBody } from "../lib/event.ts";

/**
 * What the panel may ask of the page or the server, at a person's press of a button. None of it writes. `doc` is the document
 * that it is about: its frame is asked as long as it is there, the page itself otherwise.
 */
export interface Probes {
  /** GETs with the page's own credentials; each answer is an event of the log. */
  get(asks: { question: string; path: string }[], doc: string): Promise<void>;
  /**
   * One join of a topic (without `realtime:`) by the panel's own client; its answer is an event of the log. A page says
   * where its server is, so nothing is connected to but the hosts that the person was shown.
   */
  join(topic: string, hosts: readonly string[], doc: string): Promise<void>;
  /** The text of a script or source map of the page. */
  source?(url: string, doc: string): Promise<string>;
  /** Takes the taps out of the page and its frames, until it is loaded again. */
  takeOut?(): Promise<void>;
  /** The bodies of held frames, by the ids of their events; without those that the page has let go of. */
  bodies?(events: readonly string[]): Promise<ReadonlyMap<string, FrameBody>>;
}
