import type { Correlator } from "./correlate.ts";
import { byTime } from "./facts.ts";
import type { Notice } from "./job.ts";
import { order } from "./rules/order.ts";

const rules = order.filter((rule) => rule.notice);

/** What is worth knowing about the pages of a log. A page is looked at again when something of it changed. */
export class Notices {
  readonly #byDocument = new Map<string, Notice[]>();
  #all: Notice[] | undefined;

  /** Asks the rules about one document. */
  look(log: Correlator, doc: string): void {
    const found = rules.flatMap((rule) =>
      (rule.notice?.(log, doc) ?? []).map(
        ({ subject, level = "problem", at, sentence, evidence, fix, check }): Notice => ({
          at,
          sentence,
          evidence,
          ...(fix && { fix }),
          ...(check && { check }),
          id: `${rule.id} ${doc} ${subject}`,
          rule: rule.id,
          level,
          doc,
          title: rule.title,
        }),
      ),
    );
    this.#all = undefined;
    if (found.length > 0) this.#byDocument.set(doc, found);
    else this.#byDocument.delete(doc);
  }

  /** All of them, oldest first; the same list until a page is looked at again. */
  all(): Notice[] {
    this.#all ??= [...this.#byDocument.values()].flat().toSorted(byTime);
    return this.#all;
  }
}
