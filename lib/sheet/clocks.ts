/** Clocks of different machines: what the broadcasts that both heard say of their offset. Estimated and shown, never applied silently. */
import type { CaptureEvent } from "../event.ts";
import type { ClockOffset } from "./sheet.ts";

/** So many of the newest broadcasts are compared. */
const MOST = 500;

/** When each log heard a broadcast first, by `meta.id`. */
export class Clocks {
  readonly #heard = new Map<string, Map<string, number>>();

  /** A broadcast was heard in a log. */
  hear(log: string, { at }: Pick<CaptureEvent, "at">, message: string): void {
    let heard = this.#heard.get(log);
    if (!heard) this.#heard.set(log, (heard = new Map()));
    const before = heard.get(message);
    if (before !== undefined && before <= at) return;
    heard.set(message, at);
    if (heard.size > MOST) heard.delete(heard.keys().next().value!);
  }

  /** How the clock of `log` stands to that of `base`. The middle of what the broadcasts say: single ones may be late on either side. */
  offset(log: string, base: string): ClockOffset {
    const [here, there] = [this.#heard.get(log), this.#heard.get(base)];
    const ahead: number[] = [];
    for (const [message, at] of here ?? []) {
      const other = there?.get(message);
      if (other !== undefined) ahead.push(at - other);
    }
    if (ahead.length === 0) return { log, broadcasts: 0 };
    const sorted = ahead.toSorted((a, b) => a - b);
    const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]!;
    const middle = (at(0.5) + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
    return { log, ahead: middle, spread: (at(1) - at(0)) / 2, broadcasts: sorted.length };
  }
}
