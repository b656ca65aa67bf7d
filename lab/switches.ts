import type { Change } from "./lib/lab.ts";
import type { FaultName } from "./scenarios.ts";

interface Waiter {
  fault: FaultName;
  go: (wanted: boolean) => void;
}

/** Which faults are on, and what waits for one to go off. */
export class Switches {
  #on: ReadonlySet<FaultName> = new Set();
  #waiters: Waiter[] = [];

  get on(): ReadonlySet<FaultName> {
    return this.#on;
  }

  /** The set that a change makes of what is on. */
  after({ on = [], off = [] }: Change): ReadonlySet<FaultName> {
    const gone = new Set(off);
    return new Set([...this.#on, ...on].filter((fault) => !gone.has(fault)));
  }

  /** Returns what was off before. Lets nobody go: see {@link Switches.release}. */
  set(names: ReadonlySet<FaultName>): FaultName[] {
    const fresh = [...names].filter((fault) => !this.#on.has(fault));
    this.#on = names;
    return fresh;
  }

  /** Lets go who waits for a fault that is off. */
  release(): void {
    const isOn = ({ fault }: Waiter) => this.#on.has(fault);
    const free = this.#waiters.filter((waiter) => !isOn(waiter));
    this.#waiters = this.#waiters.filter(isOn);
    for (const { go } of free) go(true);
  }

  /** Tells who waits that it is not wanted any more. */
  abandon(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { go } of waiters) go(false);
  }

  /** True once the fault is off, false when it was abandoned. */
  async released(fault: FaultName): Promise<boolean> {
    if (!this.#on.has(fault)) return true;
    return await new Promise((go) => this.#waiters.push({ fault, go }));
  }
}
