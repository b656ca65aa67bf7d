/** Which documents a frame of the browser showed, one after the other. */
import { indexFrom, insert, lastUntil, type Document, type Seen } from "./facts.ts";

/** A frame is known by its tab and by the browser's id of it. */
const frameOf = ({ tab, frameId }: Document): string => `${tab} ${frameId}`;

/** When each document began to be the one that is looked at, by frame, in the order of time. */
export class Turns {
  readonly #ofFrame = new Map<string, Seen[]>();
  readonly #known = new Map<string, { frame: string; turns: Seen[] }>();

  /** Those of the frame that a document is in. */
  of(page: Document): readonly Seen[] {
    return this.#ofFrame.get(frameOf(page)) ?? [];
  }

  /** The last one of that frame at or before `until` (ms). */
  last(page: Document, until: number): Seen | undefined {
    return lastUntil(this.of(page), until);
  }

  /** Takes what is known of a document by now: its frame, when it began, and when it was shown. */
  learn(page: Document): void {
    const { doc, at, prerendered, shows } = page;
    const known = this.#known.get(doc);
    if (known) for (const turn of known.turns) remove(this.#ofFrame.get(known.frame)!, turn);
    const turns = shows.map(({ id, at: shown }) => ({ id, at: shown, doc }));
    if (at > 0 && !prerendered) turns.unshift({ id: doc, at, doc });
    const frame = frameOf(page);
    this.#known.set(doc, { frame, turns });
    let all = this.#ofFrame.get(frame);
    if (!all) this.#ofFrame.set(frame, (all = []));
    for (const turn of turns) insert(all, turn);
  }
}

function remove(turns: Seen[], { id, at }: Seen): void {
  let place = indexFrom(turns, at);
  while (turns[place] && turns[place]!.id !== id) place += 1;
  turns.splice(place, 1);
}
