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

/** A timer runs only while something is expected. */
export function looker({ clock, needles, safe, say, undo }: Context) {
  const roots = new Set<WeakRef<Root>>();
  const known = new WeakSet<Root>();
  /** When each needle is due, on the page's clock, and how many commits there were when it was expected. */
  const expected = new Map<string, { due: number; commits: number; tries: number }>();
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
    const open = new Map<string, { commits: number; tries: number }>();
    let since = commits;
    for (const [needle, { due, commits: then, tries }] of expected) {
      // A timer may come a little early.
      if (due > now() + 1) break;
      expected.delete(needle);
      if (!needles.commit.has(needle)) continue;
      open.set(needle, { commits: then, tries });
      since = Math.min(since, then);
    }
    const trees = liveRoots();
    // Without a tree there is no React that we know, and then nothing was not found.
    if (open.size > 0 && trees.length > 0) {
      const start = now();
      const found = look(trees, new Set(open.keys()), now);
      const about = { ...found, ms: now() - start, commits: commits - since };
      say({ kind: "react.look", needles: [...open.keys()], ...about });
      for (const [needle, { commits: then, tries }] of open) {
        if (some(found.hits, (hit) => hit.needle === needle)) needles.found("commit", needle);
        else if (found.exhausted && tries < TRIES) {
          expected.set(needle, { due: now() + PATIENCE, commits: then, tries: tries + 1 });
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
        expected.delete(needle);
        expected.set(needle, { due: now() + PATIENCE, commits, tries: 1 });
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
