/** Entries that a person wants in the page's own timeline. No tap reads that: they are no evidence. */
import type { PageMeasure } from "../command.ts";
import { push } from "./list.ts";
import { attempt, Map, Reflect } from "./natives.ts";
import type { Page } from "./tap.ts";

/** Of so many jobs at most: the browser keeps the entries as long as the page. */
const MOST_JOBS = 1_000;

export interface Measures {
  /** Those of a job take the place of the ones that it had. */
  put(job: string, measures: readonly PageMeasure[]): void;
  clear(): void;
}

export function createMeasures({ performance }: Page): Measures {
  const { measure, clearMeasures, timeOrigin } = performance;
  const namesOf = new Map<string, string[]>();
  const drop = (names: readonly string[]) => {
    for (let place = 0; place < names.length; place += 1)
      Reflect.apply(clearMeasures, performance, [names[place]]);
  };
  const write = ({ name, start, end, detail }: PageMeasure): boolean => {
    // What happened before this document is not on its timeline.
    if (start < timeOrigin || end < start) return false;
    const times = { start: start - timeOrigin, end: end - timeOrigin };
    Reflect.apply(measure, performance, [name, { ...times, detail: { devtools: detail } }]);
    return true;
  };
  return {
    put(job, measures) {
      const names: string[] = [];
      drop(namesOf.get(job) ?? []);
      if (!namesOf.has(job) && namesOf.size >= MOST_JOBS) return;
      for (let place = 0; place < measures.length; place += 1) {
        const each = measures[place]!;
        if (attempt(() => write(each))) push(names, each.name);
      }
      namesOf.set(job, names);
    },
    clear() {
      namesOf.forEach(drop);
      namesOf.clear();
    },
  };
}
