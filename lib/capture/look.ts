/**
 * One look at all of React's trees, some time after the page was given something that no commit has held since: it may
 * be there all the same, in a state that was changed in place, or nowhere.
 */
import { filter, map, some } from "./list.ts";
import { Map, method, Set, WeakRef, WeakSet } from "./natives.ts";
import type { Context } from "./tap.ts";
import { look, type Fiber } from "./walk.ts";

export interface Root {
  current: Fiber;
}

const deref = method<Root | undefined>(WeakRef, "deref");

/** How long a commit may take, in ms; a look that ran out of its time is tried again after as long. */
const PATIENCE = 800;
const TRIES = 3;

interface Expectation {
  /** On the page's clock. */
  due: number;
  /** How many commits there had been when it was given to the page. */
  commits: number;
  tries: number;
  /** How many there had been when it was given again before it was due. */
  again?: number;
}

/** A timer runs only while something is expected. */
export function looker({ clock, needles, safe, say, undo }: Context) {
  const roots = new Set<WeakRef<Root>>();
  const known = new WeakSet<Root>();
  /** Each needle once, by when it is due. */
  const expected = new Map<string, Expectation>();
  let commits = 0;
  let timer: number | undefined;
  const { now } = clock;

  const wait = () => {
    const [first] = expected.values();
    if (timer !== undefined || !first) return;
    timer = clock.setTimeout(() => safe(lookAround), Math.max(0, first.due - now()));
  };
  const lookAround = () => {
    timer = undefined;
    const open = new Map<string, Expectation>();
    let since = commits;
    for (const [needle, expectation] of expected) {
      // A timer may come a little early.
      if (expectation.due > now() + 1) break;
      expected.delete(needle);
      if (!needles.commit.has(needle)) continue;
      open.set(needle, expectation);
      since = Math.min(since, expectation.commits);
    }
    const trees = liveRoots();
    // Without a tree there is no React that we know, and then nothing was not found.
    if (open.size > 0 && trees.length > 0) {
      const start = now();
      const found = look(trees, new Set(open.keys()), now);
      const about = { ...found, ms: now() - start, commits: commits - since };
      say({ kind: "react.look", needles: [...open.keys()], ...about });
      const due = now() + PATIENCE;
      for (const [needle, { commits: then, tries, again }] of open) {
        if (some(found.hits, (hit) => hit.needle === needle)) needles.found("commit", needle);
        else if (again !== undefined) expected.set(needle, { due, commits: again, tries: 1 });
        else if (found.exhausted && tries < TRIES) {
          expected.set(needle, { due, commits: then, tries: tries + 1 });
        }
      }
    }
    wait();
  };
  const liveRoots = () =>
    filter(
      map([...roots], (ref) => {
        const root = deref(ref);
        if (!root) roots.delete(ref);
        return root?.current;
      }),
      (fiber) => fiber !== undefined,
    ) as Fiber[];

  undo(
    needles.onExpect((given) => {
      for (const needle of given) {
        const earlier = expected.get(needle);
        // The first look keeps its moment: the commits of what is told next may hide what became of the first.
        if (earlier) earlier.again = commits;
        else expected.set(needle, { due: now() + PATIENCE, commits, tries: 1 });
      }
      wait();
    }),
  );
  undo(() => {
    if (timer !== undefined) clock.clearTimeout(timer);
  });

  /** Takes note of a commit; `roots` is all that a look can walk. */
  return (root: Root) => {
    commits += 1;
    if (known.has(root)) return;
    known.add(root);
    roots.add(new WeakRef(root));
  };
}
