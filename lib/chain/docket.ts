import type { CaptureEvent } from "../event.ts";
import { Correlator } from "./correlate.ts";
import { diagnose } from "./diagnose.ts";
import { indexFrom, isPast } from "./facts.ts";
import type { Job, PastVerdict, Verdict } from "./job.ts";
import { Notices } from "./notices.ts";
import type { Profile } from "./profile.ts";

/** How often what an event may be about without naming it is looked at again, ms. */
const LOOK_MS = 250;

/** A job that has its verdict, by the moment up to which events may still change it. */
interface Settled {
  at: number;
  key: string;
}

/**
 * All jobs of a log and their verdicts. What an event costs does not grow with the log: only the jobs that it may be about
 * are diagnosed again, which are those that still run, those it names, and those whose horizon it lies before.
 */
export class Docket {
  readonly log: Correlator;
  readonly jobs = new Map<string, Job>();
  readonly notices = new Notices();
  /** Jobs that run, and when the next of their steps becomes late. */
  readonly #running = new Map<string, number>();
  readonly #settled: Settled[] = [];
  /** When those that were not named were last looked at, ms; since then the earliest event, and the pages that changed. */
  #looked = -Infinity;
  #from = Infinity;
  readonly #stirred = new Set<string>();

  constructor(profile: Profile) {
    this.log = new Correlator(profile);
  }

  /** Takes one event; false when it was taken before. Call `settle` after a batch. */
  push(event: CaptureEvent): boolean {
    return this.log.push(event);
  }

  /**
   * Diagnoses what may have changed since the last call, at `now` (ms): the jobs that events named, and from time to time those
   * that an event may be about without naming them. Gives the keys of those jobs.
   */
  settle(now: number): Set<string> {
    const keys = this.log.jobs.touched;
    this.#from = Math.min(this.#from, this.log.from);
    for (const doc of this.log.stirred) this.#stirred.add(doc);
    this.log.forget();
    if (now >= this.#looked + LOOK_MS || now < this.#looked) this.#lookAround(now, keys);
    for (const key of keys) if (!this.#diagnose(key, now)) keys.delete(key);
    return keys;
  }

  /** Whether time alone may still change a verdict after `now` (ms). */
  isOpen(now: number): boolean {
    const isOwed = this.#from < Infinity || this.#stirred.size > 0;
    return isOwed || this.#running.size > 0 || (this.#settled.at(-1)?.at ?? -Infinity) > now;
  }

  /** Adds the jobs that run and are late, and those whose verdict is young, to `keys`; looks at the pages that changed. */
  #lookAround(now: number, keys: Set<string>): void {
    const isStirred = this.#stirred.size > 0;
    for (const [key, wake] of this.#running) if (wake <= now || isStirred) keys.add(key);
    const first = indexFrom(this.#settled, Math.min(this.#from, this.#looked));
    for (const { key } of this.#settled.splice(first)) keys.add(key);
    for (const doc of this.#stirred) this.notices.look(this.log, doc);
    this.#stirred.clear();
    this.#from = Infinity;
    this.#looked = now;
  }

  /** False when there is no such job and never was. */
  #diagnose(key: string, now: number): boolean {
    const facts = this.log.jobs.byKey.get(key);
    this.#running.delete(key);
    if (!facts || isPast(facts)) return this.jobs.delete(key);
    const { job, horizon, wake } = diagnose(this.log, facts, now);
    const history = pastOf(this.jobs.get(key), job.verdict, now);
    this.jobs.set(key, { ...job, history });
    if (job.verdict.kind === "running") this.#running.set(key, wake);
    else this.#settled.splice(indexFrom(this.#settled, horizon), 0, { at: horizon, key });
    return true;
  }
}

/** The verdicts before this one: the last one joins them when it was final and this one says something else. */
function pastOf(
  before: Job | undefined,
  { kind, step, rule }: Verdict,
  now: number,
): PastVerdict[] {
  if (!before) return [];
  const { verdict, history } = before;
  const isSame = verdict.kind === kind && verdict.step === step && verdict.rule === rule;
  if (isSame || verdict.kind === "running") return history;
  const past: PastVerdict = { at: now, kind: verdict.kind, title: verdict.title };
  if (verdict.step) past.step = verdict.step;
  if (verdict.rule) past.rule = verdict.rule;
  return [...history, past];
}
