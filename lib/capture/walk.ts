/** Looks for strings in React's trees: in what a commit changed, or in all of one. */
import { drain, filter, map, push } from "./list.ts";
import { Array, Object, Set } from "./natives.ts";
import type { CommitHit } from "../event.ts";
import { Search, STRIDE, valueOf } from "./search.ts";

/** The fields of a fiber that React has kept since version 16. */
export interface Fiber {
  type: unknown;
  key: string | null;
  memoizedProps: unknown;
  memoizedState: unknown;
  alternate: Fiber | null;
  child: Fiber | null;
  sibling: Fiber | null;
  return?: Fiber | null;
  /** The instance of a class component. */
  stateNode?: unknown;
}

export interface Walk {
  hits: CommitHit[];
  fibers: number;
  /** The budget ended first, so what was not found may still be there. */
  exhausted: boolean;
}

/** Fibers and values that one walk may visit, and its time in ms. */
interface Budget {
  fibers: number;
  values: number;
  time: number;
}

/** A commit is in the page's way each time; a look at the whole tree happens once in a while. */
const COMMIT: Budget = { fibers: 4_000, values: 20_000, time: 1 };
const LOOK: Budget = { fibers: 12_000, values: 60_000, time: 12 };

const DEPTH = 7;
const HOOKS = 60;

type Fields = Record<string, unknown>;

/** Walks from `root` where something changed. Each needle is reported once, at the first place that holds it. */
export function walk(root: Fiber, needles: ReadonlySet<string>, now: () => number): Walk {
  return visit([root], needles, now, COMMIT, (fiber) => fiber.alternate);
}

/**
 * Walks all of these trees as they are: also what was changed in place, which no commit shows. A needle is reported at the
 * first place that holds it and, where that is a state, at the first key or props that do: what is rendered has those.
 */
export function look(roots: Fiber[], needles: ReadonlySet<string>, now: () => number): Walk {
  const all = visit(roots, needles, now, LOOK, () => null);
  const inState = new Set(
    map(
      filter(all.hits, ({ where }) => where === "state"),
      ({ needle }) => needle,
    ),
  );
  if (inState.size === 0) return all;
  const rendered = visit(roots, inState, now, LOOK, () => null, false);
  return {
    hits: [...all.hits, ...rendered.hits],
    fibers: all.fibers + rendered.fibers,
    exhausted: all.exhausted || rendered.exhausted,
  };
}

/** `before` gives what a fiber is compared with: only what differs is searched. */
function visit(
  roots: Fiber[],
  needles: ReadonlySet<string>,
  now: () => number,
  budget: Budget,
  before: (fiber: Fiber) => Fiber | null,
  withState = true,
): Walk {
  const end = now() + budget.time;
  const hits: CommitHit[] = [];
  let fibers = 0;
  let at: Fiber | undefined;
  let where: CommitHit["where"] = "props";
  const search = new Search(needles, { values: budget.values, end, now }, (needle) => {
    const component = at && (withState ? nearestName(at) : (tagOf(at) ?? nearestName(at)));
    const isOld = where === "state" && at !== undefined && budget === LOOK && isKept(at, needle);
    push(hits, {
      needle,
      where,
      ...(component !== undefined && { component }),
      ...(isOld && { kept: true as const }),
    });
  });

  // Of a depth of its own: to shorten an array costs more than to look at a fiber.
  const stack = drain([...roots]);
  let depth = stack.length;
  while (!search.done && depth > 0) {
    depth -= 1;
    const fiber = stack[depth]!;
    at = fiber;
    fibers += 1;
    search.exhausted ||= fibers > budget.fibers || (fibers % STRIDE === 0 && now() > end);
    const alternate = before(fiber);
    where = "props";
    if (!alternate && fiber.key) search.text(fiber.key);
    if (withState || tagOf(fiber)) {
      searchProps(fiber.memoizedProps, alternate?.memoizedProps, search);
    } else searchOwnProps(fiber.memoizedProps, search);
    if (withState) {
      where = "state";
      searchState(fiber.memoizedState, alternate?.memoizedState, search);
      if (!alternate) searchInstance(fiber, search);
    }
    // Where React bailed out the children are the very same.
    if (alternate && alternate.child === fiber.child) continue;
    for (let child = fiber.child; child; child = child.sibling) {
      stack[depth] = child;
      depth += 1;
    }
  }
  return { hits, fibers, exhausted: search.exhausted };
}

/** Whether the state that holds the needle is none that this render brought. */
function isKept(fiber: Fiber, needle: string): boolean {
  if (!fiber.alternate) return true;
  let isNew = false;
  const limits = { values: 2_000, end: Infinity, now: () => 0 };
  const search = new Search([needle], limits, () => (isNew = true));
  searchState(fiber.memoizedState, fiber.alternate.memoizedState, search);
  return !isNew;
}

function searchProps(props: unknown, before: unknown, search: Search): void {
  if (props === before) return;
  if (typeof props !== "object" || props === null) return search.visit(props, DEPTH);
  for (const key of Object.keys(props)) {
    const value = valueOf(props, key);
    const old = typeof before === "object" && before !== null ? valueOf(before, key) : undefined;
    if (value !== old) search.visit(value, DEPTH);
  }
}

const OWN_DEPTH = 2;

/** What a component was given for itself, as `job={job}` is; a list that it was given it may yet filter. */
function searchOwnProps(props: unknown, search: Search): void {
  if (!isFields(props)) return;
  for (const key of Object.keys(props)) {
    const value = valueOf(props, key);
    if (!Array.isArray(value)) search.visit(value, OWN_DEPTH);
  }
}

/** The state of a function component is a list of hooks, that of a class is its state. */
function searchState(state: unknown, before: unknown, search: Search): void {
  if (state === before || !isFields(state)) return;
  if (!isHook(state)) return search.visit(state, DEPTH);
  let hook: unknown = state;
  let old = before;
  for (let count = 0; count < HOOKS && isFields(hook); count += 1) {
    const was = isFields(old) ? old.memoizedState : undefined;
    if (hook.memoizedState !== was) search.visit(hook.memoizedState, DEPTH);
    hook = hook.next;
    old = isFields(old) ? old.next : undefined;
  }
}

const isHook = (state: Fields) => "memoizedState" in state && "next" in state && "queue" in state;

/** What React itself puts on an instance; props and state have been searched. */
const reserved = new Set(["props", "state", "context", "refs", "updater"]);

/** A class keeps its refs, and whatever else it likes, on its instance. */
function searchInstance({ type, stateNode }: Fiber, search: Search): void {
  if (typeof type !== "function" || !isFields(stateNode)) return;
  for (const key of Object.keys(stateNode)) {
    if (!reserved.has(key) && !key.startsWith("_react"))
      search.visit(valueOf(stateNode, key), DEPTH);
  }
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

const tagOf = ({ type }: Fiber): string | undefined =>
  typeof type === "string" ? type : undefined;

/** Fibers between a host element and a component with a name are few. */
const CLIMB = 30;

/** The name of the component that this fiber is of or in; of a tree without one, the tag. */
function nearestName(fiber: Fiber): string | undefined {
  let at: Fiber | null | undefined = fiber;
  for (let count = 0; at && count < CLIMB; count += 1) {
    const name = componentName(at.type);
    if (name !== undefined) return name;
    at = at.return;
  }
  return typeof fiber.type === "string" ? fiber.type : undefined;
}

/** The name of a component, also behind memo and forwardRef. */
function componentName(type: unknown): string | undefined {
  if (typeof type === "function") return readName(type) ?? (type.name || undefined);
  if (!isFields(type)) return undefined;
  return readName(type) ?? componentName(type.render ?? type.type);
}

const readName = (type: object): string | undefined => {
  const name = valueOf(type, "displayName");
  return typeof name === "string" ? name : undefined;
};
