/** Whom a fault meets, and how often: the same numbers give the same choices. */
import { numberOf, textOf, type Params } from "./rig.ts";

/** What something is of, as far as it is known. `text` is where ids are looked for. */
export interface Target {
  topic?: string;
  event?: string | undefined;
  key?: string;
  url?: string;
  text?: () => string;
}

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Returns whether a target is met. Each that is of the right kind is counted, so it has to be asked once for each. */
export function aimOf(params: Params, now: () => number): (target: Target) => boolean {
  const random = randomOf(numberOf(params, "seed"));
  const [nth, count] = [numberOf(params, "nth"), numberOf(params, "count")];
  const seconds = numberOf(params, "seconds");
  const end = seconds > 0 ? now() + seconds * 1_000 : Infinity;
  // Without one it is each.
  const chance = "probability" in params ? numberOf(params, "probability") : 100;
  let seen = 0;
  let met = 0;
  const has = (name: string, value: string | undefined) =>
    (value ?? "").includes(textOf(params, name));
  return ({ topic, event, key, url, text }) => {
    const wanted = textOf(params, "event").toLowerCase();
    if (!has("topic", topic) || !has("key", key) || !has("url", url)) return false;
    if (wanted !== "" && wanted !== "*" && event?.toLowerCase() !== wanted) return false;
    const job = textOf(params, "job");
    if (job !== "" && text?.().includes(job) !== true) return false;
    if (now() >= end) return false;
    seen += 1;
    if (nth > 0 && seen !== nth) return false;
    if (count > 0 && met >= count) return false;
    if (random() * 100 >= chance) return false;
    met += 1;
    return true;
  };
}
