/** Cuts a text that comes in pieces into its lines; a line that spans pieces is put together once, however many they are. */
export class LineSplitter {
  readonly #longest: number;
  #parts: string[] = [];
  #length = 0;

  /** `longest` line in UTF-16 units. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Gives each line that is whole now, without its end. False, and no more, once a line is too long. */
  push(piece: string, isLast: boolean, onLine: (line: string) => void): boolean {
    let from = 0;
    for (let to = piece.indexOf("\n"); to >= 0; to = piece.indexOf("\n", from)) {
      if (!this.#keep(piece.slice(from, to))) return false;
      onLine(this.#take());
      from = to + 1;
    }
    if (!this.#keep(piece.slice(from))) return false;
    if (isLast && this.#length > 0) onLine(this.#take());
    return true;
  }

  #keep(part: string): boolean {
    this.#length += part.length;
    if (this.#length > this.#longest) return false;
    if (part !== "") this.#parts.push(part);
    return true;
  }

  #take(): string {
    const line = this.#parts.length === 1 ? this.#parts[0]! : this.#parts.join("");
    this.#parts = [];
    this.#length = 0;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}
