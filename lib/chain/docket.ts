import type { CaptureEvent } from "../event.ts";
import { Correlator } from "./correlate.ts";
import { diagnose } from "./diagnose.ts";
import { indexFrom } from "./facts.ts";
import type { Job } from "./job.ts";
import type { Profile } from "./profile.ts";

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
  readonly #running = new Set<string>();
  readonly #settled: Settled[] = [];
  #now = 0;

  constructor(profile: Profile) {
    this.log = new Correlator(profile);
  }

  /** Takes one event; false when it was taken before. Call `settle` after a batch. */
  push(event: CaptureEvent): boolean {
    return this.log.push(event);
  }

  /** Diagnoses what may have changed since the last call, at `now` (ms). Gives the keys of those jobs. */
  settle(now: number): Set<string> {
    const { jobs, from } = this.log.touched;
    const keys = new Set([...this.#running, ...jobs]);
    for (const { key } of this.#settled.splice(
      indexFrom(this.#settled, Math.min(from, this.#now)),
    )) {
      keys.add(key);
    }
    this.log.forget();
    this.#now = now;
    for (const key of keys) if (!this.#diagnose(key, now)) keys.delete(key);
    return keys;
  }

  /** False when there is no such job and never was. */
  #diagnose(key: string, now: number): boolean {
    const facts = this.log.jobs.get(key);
    this.#running.delete(key);
    if (!facts) return this.jobs.delete(key);
    const { job, horizon } = diagnose(this.log, facts, now);
    this.jobs.set(key, job);
    if (job.verdict.kind === "running") this.#running.add(key);
    else this.#settled.splice(indexFrom(this.#settled, horizon), 0, { at: horizon, key });
    return true;
  }
}
