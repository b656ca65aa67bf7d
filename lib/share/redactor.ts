/**
 * Replaces what must not leave, in two passes: `learn` every event, then `redact` each. What was found by its name or form in
 * one place is replaced wherever it stands, in any encoding that is known.
 */
import type { CaptureEvent } from "../event.ts";
import { fieldsOf, patternsOf, type Choice } from "./choice.ts";
import { formsOf, rewriteBase64, rewritePercents } from "./encodings.ts";
import { fieldPattern, kindOfNamed, replaceSecrets, type SecretPattern } from "./patterns.ts";
import { Pseudonyms } from "./pseudonyms.ts";
import { mapFields, mapSame, rewriteEvent } from "./texts.ts";
import { replacerOf, type ReplaceValues } from "./values.ts";

/** Texts in texts are looked into so deep: JSON in JSON, base64 in JSON. */
const DEEPEST = 6;
/** Texts of so many units are remembered, and so many of them. */
const SHORT = 120;
const MOST_SHORT = 20_000;

export class Redactor {
  readonly pseudonyms: Pseudonyms;
  readonly #patterns: readonly SecretPattern[];
  readonly #fields: ReadonlyMap<string, string>;
  /** Members of a text that is no whole JSON, by the last name of the fields. */
  readonly #members: readonly SecretPattern[];
  #learned = 0;
  readonly #short = new Map<string, string>();
  #values: ReplaceValues = (text) => text;

  constructor(choice: Choice) {
    this.#patterns = patternsOf(choice);
    this.#fields = fieldsOf(choice);
    this.pseudonyms = new Pseudonyms(this.#fields.values());
    this.#members = [...this.#fields].map(([path, kind]) => ({
      kind,
      pattern: fieldPattern(path.split(".").at(-1) ?? ""),
    }));
  }

  /** Finds what is to be replaced. */
  learn(event: CaptureEvent): void {
    rewriteEvent(event, (text, path) => this.#once(text, path));
  }

  /** The event without what must not leave; all events must have been learned. */
  redact<E extends CaptureEvent>(event: E): E {
    this.#prepare();
    return rewriteEvent(event, (text, path) => this.#once(text, path));
  }

  /** A log says the same short texts over and over: topics, states, names. */
  #once(text: string, path: string): string {
    if (text.length > SHORT) return this.#replace(text, path, DEEPEST);
    const place = `${path} ${text}`;
    const known = this.#short.get(place);
    if (known !== undefined) return known;
    const replaced = this.#replace(text, path, DEEPEST);
    if (this.#short.size === MOST_SHORT) this.#short.clear();
    this.#short.set(place, replaced);
    return replaced;
  }

  #replace(text: string, path: string, depth: number): string {
    const kind = this.#kindOf(path, text);
    if (kind !== undefined) return this.pseudonyms.nameOf(kind, text);
    if (depth === 0) return text;
    const value = parse(text);
    if (value !== undefined) {
      const replaced = this.#replaceIn(value, path, depth - 1);
      return replaced === value ? text : JSON.stringify(replaced);
    }
    const inside = (inner: string) => this.#replace(inner, path, depth - 1);
    return rewriteBase64(this.#replacePatterns(rewritePercents(text, inside)), inside);
  }

  #replaceIn(value: unknown, path: string, depth: number): unknown {
    if (typeof value === "string") return this.#replace(value, path, depth);
    const kind = typeof value === "number" ? this.#kindOf(path, "") : undefined;
    if (kind !== undefined) return this.pseudonyms.nameOf(kind, String(value));
    if (typeof value !== "object" || value === null || depth === 0) return value;
    if (Array.isArray(value)) return mapSame(value, (each) => this.#replaceIn(each, path, depth));
    return mapFields(
      value,
      (inner, key) => this.#replaceIn(inner, `${path}.${key}`, depth),
      (key) => this.#replacePatterns(key),
    );
  }

  #replacePatterns(text: string): string {
    // What was learned comes first: a pattern may find a part of it.
    let replaced = this.#values(text);
    for (const each of [...this.#members, ...this.#patterns])
      replaced = replaceSecrets(replaced, each, (kind, value) =>
        this.pseudonyms.nameOf(kind, value),
      );
    return replaced;
  }

  #prepare(): void {
    const { telling } = this.pseudonyms;
    if (telling.size === this.#learned) return;
    this.#learned = telling.size;
    this.#short.clear();
    const names = new Map<string, string>();
    for (const [value, name] of telling) for (const form of formsOf(value)) names.set(form, name);
    this.#values = replacerOf(names);
  }

  /** What the whole text at this place is replaced as; undefined when it stays, or only parts of it go. */
  #kindOf(path: string, text: string): string | undefined {
    for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
      const kind = this.#fields.get(path.slice(dot + 1));
      if (kind !== undefined) return kind;
    }
    return kindOfNamed(path.slice(path.lastIndexOf(".") + 1), text);
  }
}

/** JSON that may hold texts; a bare number or word is none. */
function parse(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
