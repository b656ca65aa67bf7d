import type { CaptureEvent } from "../event.ts";

/** Which sequence numbers of one document were seen: all up to `upTo`, and some beyond it. */
interface Line {
  upTo: number;
  beyond: Set<number>;
}

/** Tells whether an event was taken before. Logs have few holes, so it remembers little. */
export class Sequences {
  readonly #lines = new Map<string, Line>();
  /** Ids that are no `<doc>:<seq>`: gaps that a relay told of, answers of probes. */
  readonly #others = new Set<string>();

  isNew({ doc, seq, id }: CaptureEvent): boolean {
    if (!isOwnId(id, doc, seq)) {
      if (this.#others.has(id)) return false;
      this.#others.add(id);
      return true;
    }
    let line = this.#lines.get(doc);
    if (!line) this.#lines.set(doc, (line = { upTo: -1, beyond: new Set() }));
    if (seq <= line.upTo || line.beyond.has(seq)) return false;
    if (seq !== line.upTo + 1) line.beyond.add(seq);
    else {
      line.upTo = seq;
      while (line.beyond.size > 0 && line.beyond.delete(line.upTo + 1)) line.upTo++;
    }
    return true;
  }
}

/** Whether `id` is `<doc>:<seq>`, without making that text. */
function isOwnId(id: string, doc: string, seq: number): boolean {
  if (!id.startsWith(doc) || id.charCodeAt(doc.length) !== 58) return false;
  const rest = id.length - doc.length - 1;
  let digits = 1;
  for (let value = seq; value >= 10; value = Math.floor(value / 10)) digits++;
  return rest === digits && Number(id.slice(doc.length + 1)) === seq;
}
