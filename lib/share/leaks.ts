/**
 * The last look at what is about to leave: the text itself, whoever made it and of what. It knows nothing of how things were
 * replaced, only what must not be there.
 */
import { both, type Text } from "../chain/text.ts";
import { patternsOf, type Choice } from "./choice.ts";
import { decodeBase64, decodePercents, formsOf, URI_PARTS } from "./encodings.ts";
import { replaceSecrets } from "./patterns.ts";
import { Pseudonyms } from "./pseudonyms.ts";

/** Something that must not be there: its kind, and never itself. */
export interface Leak {
  kind: string;
  /** "form": it looks like a secret; "value": it was replaced elsewhere. */
  found: "form" | "value";
}

/** Why a file with these does not leave, and what to do. */
export function refusalOf(leaks: readonly Leak[]): Text {
  const kinds = [...new Set(leaks.map(({ kind }) => kind))].join(", ");
  return both(
    `Nothing was saved: after everything was replaced, the file still held ${kinds}. Add the field that it stands in to those that are hidden, or leave that part out.`,
    `Nada foi salvo: depois de tudo substituído, o arquivo ainda continha ${kinds}. Inclua entre os campos ocultos aquele em que isso está, ou deixe essa parte de fora.`,
  );
}

/** So much of a text is looked at once, and again with the next piece, in UTF-16 units: no secret is longer. */
const OVERLAP = 16 * 1024;

const BASE64 = /[\w+/-]{16,}={0,2}/g;

/** A text as it reads without the escapes of JSON, Markdown and HTML. */
const unescaped = (text: string): string =>
  text
    .replaceAll("\\", "")
    .replaceAll("\u200B", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** Looks at pieces of one text in their order. */
export class LeakCheck {
  readonly #choice: Choice;
  readonly #values: { kind: string; forms: string[] }[];
  /** Knows what is no secret though it stands where one might. */
  readonly #names = new Pseudonyms([]);
  #rest = "";
  readonly #leaks = new Map<string, Leak>();

  /** `replaced`: each value that must stand nowhere, with the name that stands for it. */
  constructor(choice: Choice, replaced: ReadonlyMap<string, string>) {
    this.#choice = choice;
    this.#values = Array.from(replaced, ([value, name]) => ({
      kind: /^hidden-(.*)-\d+/.exec(name)?.[1] ?? "",
      forms: [...new Set(formsOf(value).flatMap((form) => [form, unescaped(form)]))],
    }));
  }

  /** What was found so far. */
  get leaks(): readonly Leak[] {
    return [...this.#leaks.values()];
  }

  push(piece: string): void {
    const text = this.#rest + piece;
    this.#look(text);
    this.#rest = text.slice(-OVERLAP);
  }

  #look(text: string): void {
    const plain = unescaped(text);
    for (const view of plain === text ? [text] : [text, plain]) {
      this.#lookForForms(view);
      this.#lookForValues(view);
    }
    for (const [run] of text.matchAll(URI_PARTS)) {
      const inner = decodePercents(run);
      if (inner !== undefined) this.#lookForForms(inner);
    }
    for (const [run] of text.matchAll(BASE64)) {
      for (let skip = 0; skip < 4; skip += 1) {
        const inner = decodeBase64(run.slice(skip, run.length - ((run.length - skip) % 4)));
        if (inner === undefined) continue;
        this.#lookForForms(inner);
        this.#lookForValues(inner);
      }
    }
  }

  #lookForForms(text: string): void {
    for (const each of patternsOf(this.#choice))
      replaceSecrets(text, each, (kind, value) => {
        if (this.#names.nameOf(kind, value) !== value)
          this.#leaks.set(`form ${kind}`, { kind, found: "form" });
        return value;
      });
  }

  #lookForValues(text: string): void {
    for (const { kind, forms } of this.#values)
      if (forms.some((form) => text.includes(form)))
        this.#leaks.set(`value ${kind}`, { kind, found: "value" });
  }
}
