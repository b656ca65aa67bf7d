/** Shortest value that is looked for wherever it stands. */
const SHORTEST = 8;

/** Words that code and protocols put where a secret might be. */
const VOCABULARY =
  /^(?:undefined|null|true|false|required|missing|invalid|expired|broadcast|presence|postgres_changes|phx_\w+|authenticated|service_role|anon)$/i;

/** The names that stand for what was replaced: the same for the same value, so that what belonged together still does. */
export class Pseudonyms {
  readonly #words: ReadonlySet<string>;
  readonly #names = new Map<string, string>();
  readonly #telling = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** `words` are kinds whose values may be any word, such as a prompt. */
  constructor(words: Iterable<string>) {
    this.#words = new Set(words);
  }

  /**
   * The values that say by themselves what they are, with their names: they must stand nowhere. "image" as a prompt does not,
   * so it is replaced where it is the prompt and nowhere else.
   */
  get telling(): ReadonlyMap<string, string> {
    return this.#telling;
  }

  /** How many values of each kind were replaced. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  nameOf(kind: string, value: string): string {
    const mayBeWord = this.#words.has(kind);
    if (value === "" || value.startsWith("hidden-")) return value;
    if (!mayBeWord && VOCABULARY.test(value)) return value;
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const ending = kind === "email" ? "@hidden.invalid" : "";
    const name = `hidden-${kind.replace(/[^\w-]/g, "")}-${count}${ending}`;
    this.#names.set(value, name);
    const isWord = mayBeWord && /^[a-z_]+$/i.test(value);
    if (value.length >= SHORTEST && !isWord) this.#telling.set(value, name);
    return name;
  }
}
