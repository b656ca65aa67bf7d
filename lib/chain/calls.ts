import type { EventOf } from "../event.ts";

type Start = EventOf<"fetch.start">;
type End = EventOf<"fetch.end"> | EventOf<"fetch.fail">;

const keyOf = ({ doc, fetch }: Start | End): string => `${doc} ${fetch}`;

/** Brings the two halves of a request together, whichever is told first, and knows which actions make jobs. */
export class Calls {
  readonly #starts = new Map<string, Start>();
  readonly #ends = new Map<string, End>();
  readonly #makers = new Set<string>();
  /** Calls of actions that have made no job so far, by action. */
  readonly #idle = new Map<string, Start[]>();

  /** Takes a start and gives its end, if that was told before. */
  start(event: Start): End | undefined {
    this.#starts.set(keyOf(event), event);
    return this.#ends.get(keyOf(event));
  }

  /** Takes an end and gives its start, if that was told before. */
  end(event: End): Start | undefined {
    this.#ends.set(keyOf(event), event);
    return this.#starts.get(keyOf(event));
  }

  endOf(start: Start): End | undefined {
    return this.#ends.get(keyOf(start));
  }

  /** Whether this call's action made a job before; if not, the call is kept until one does. */
  isMaker(start: Start, action: string): boolean {
    if (this.#makers.has(action)) return true;
    const idle = this.#idle.get(action);
    if (idle) idle.push(start);
    else this.#idle.set(action, [start]);
    return false;
  }

  /** An action that made a job once is meant to make one every time. Gives its calls that were kept. */
  learnMaker(action: string): Start[] {
    const idle = this.#idle.get(action) ?? [];
    this.#makers.add(action);
    this.#idle.delete(action);
    return idle;
  }
}
