/**
 * What the optimistic queue knows of each job, and what follows from it. Pure: whoever drives it brings the moments, in any order.
 */

/** What is known of one job: nothing but what came by the wire and what was put there by us. */
interface Entry {
  /** The server's own row came, by INSERT or UPDATE. */
  isReal: boolean;
  /** One of them was an UPDATE. */
  isUpdated: boolean;
  /** Our INSERT was given to the page, and nothing has taken it back. */
  isOurs: boolean;
}

/** What is to be done with a real change that arrives; `repeat` is to give the last UPDATE once more, after it. */
export type Fate = "pass" | "leave-out" | "repeat";

export class OptimisticQueue {
  readonly #jobs = new Map<string, Entry>();

  /** The action answered with this id: whether the page is to be given an INSERT of ours. */
  answered(id: string): boolean {
    const entry = this.#entry(id);
    // What the server said first is newer than anything that we could say.
    if (entry.isReal || entry.isOurs) return false;
    entry.isOurs = true;
    return true;
  }

  /** A change of the row came by the wire. */
  changed(id: string, operation: "INSERT" | "UPDATE" | "DELETE"): Fate {
    const entry = this.#entry(id);
    entry.isReal = true;
    if (operation === "UPDATE") entry.isUpdated = true;
    if (operation !== "INSERT") return "pass";
    // The page has it already, and by an UPDATE perhaps something newer.
    if (entry.isOurs) return "leave-out";
    // A page may know a row by its INSERT only, so that it needs both, and in this order.
    return entry.isUpdated ? "repeat" : "pass";
  }

  /** Nothing confirmed it: whether the page still shows what only we have said. */
  isUnconfirmed(id: string): boolean {
    const entry = this.#jobs.get(id);
    return entry?.isOurs === true && !entry.isReal;
  }

  /** Ours is taken back: whether there is anything to take back. */
  rolledBack(id: string): boolean {
    if (!this.isUnconfirmed(id)) return false;
    this.#jobs.delete(id);
    return true;
  }

  #entry(id: string): Entry {
    const known = this.#jobs.get(id);
    if (known) return known;
    const entry = { isReal: false, isUpdated: false, isOurs: false };
    this.#jobs.set(id, entry);
    return entry;
  }
}
