/** Looks for strings in what a React commit changed. Never runs a getter: SWR's results subscribe when they are read. */
import type { CommitHit } from "../event.ts";

/** The fields of a fiber that React has kept since version 16. */
export interface Fiber {
  type: unknown;
  key: string | null;
  memoizedProps: unknown;
  memoizedState: unknown;
  alternate: Fiber | null;
  child: Fiber | null;
  sibling: Fiber | null;
}

export interface Walk {
  hits: CommitHit[];
  fibers: number;
  /** The budget ended first, so what was not found may still be there. */
  exhausted: boolean;
}

/** Fibers and values that one walk may visit, and its time in ms. */
const FIBERS = 4_000;
const VALUES = 20_000;
const TIME = 1;
/** Values between two looks at the clock. */
const STRIDE = 64;
const DEPTH = 7;
const HOOKS = 60;
/** Longer texts are compared, not searched. */
const SEARCHED = 2_048;

type Fields = Record<string, unknown>;

/** Walks from `root` where something changed. Each needle is reported once, at the first place that holds it. */
export function walk(root: Fiber, needles: ReadonlySet<string>, now: () => number): Walk {
  const end = now() + TIME;
  const open = new Set(needles);
  const hits: CommitHit[] = [];
  let values = 0;
  let fibers = 0;
  let exhausted = false;
  let fiber = root;
  let where: CommitHit["where"] = "props";

  const hit = (needle: string) => {
    open.delete(needle);
    const component = nameOf(fiber.type);
    hits.push({ needle, where, ...(component !== undefined && { component }) });
  };
  const searchText = (text: string) => {
    if (open.has(text)) return hit(text);
    if (text.length > SEARCHED) return;
    for (const needle of open) {
      if (text.length > needle.length && text.includes(needle)) hit(needle);
    }
  };
  const search = (value: unknown, depth: number): void => {
    if (exhausted || open.size === 0) return;
    if (typeof value === "string") return searchText(value);
    if (typeof value !== "object" || value === null || depth === 0) return;
    values += 1;
    exhausted = values > VALUES || (values % STRIDE === 0 && now() > end);
    for (const inner of plainValues(value)) search(inner, depth - 1);
  };

  const stack = [root];
  for (;;) {
    const next = stack.pop();
    if (!next || open.size === 0 || exhausted) break;
    fiber = next;
    fibers += 1;
    exhausted = fibers > FIBERS || (fibers % STRIDE === 0 && now() > end);
    const { alternate } = fiber;
    where = "props";
    if (!alternate && fiber.key) searchText(fiber.key);
    searchProps(fiber.memoizedProps, alternate?.memoizedProps, search);
    where = "state";
    searchState(fiber.memoizedState, alternate?.memoizedState, search);
    // Where React bailed out the children are the very same.
    if (alternate && alternate.child === fiber.child) continue;
    for (let child = fiber.child; child; child = child.sibling) stack.push(child);
  }
  return { hits, fibers, exhausted };
}

type Search = (value: unknown, depth: number) => void;

function searchProps(props: unknown, before: unknown, search: Search): void {
  if (props === before) return;
  if (typeof props !== "object" || props === null) return search(props, DEPTH);
  for (const key of Object.keys(props)) {
    const value = valueOf(props, key);
    const old = typeof before === "object" && before !== null ? valueOf(before, key) : undefined;
    if (value !== old) search(value, DEPTH);
  }
}

/** The state of a function component is a list of hooks, that of a class is its state. */
function searchState(state: unknown, before: unknown, search: Search): void {
  if (state === before || !isFields(state)) return;
  if (!isHook(state)) return search(state, DEPTH);
  let hook: unknown = state;
  let old = before;
  for (let count = 0; count < HOOKS && isFields(hook); count += 1) {
    const was = isFields(old) ? old.memoizedState : undefined;
    if (hook.memoizedState !== was) search(hook.memoizedState, DEPTH);
    hook = hook.next;
    old = isFields(old) ? old.next : undefined;
  }
}

const isHook = (state: Fields) => "memoizedState" in state && "next" in state && "queue" in state;

/** What a plain object, an array or a map holds. Elements have fibers of their own, effects and instances do not tell. */
function plainValues(value: object): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (value instanceof Map) return [...(value as Map<unknown, unknown>).values()];
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return [];
  if ("$$typeof" in value) return [];
  return Object.keys(value).map((key) => valueOf(value, key));
}

const valueOf = (object: object, key: string): unknown =>
  Reflect.getOwnPropertyDescriptor(object, key)?.value;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** A tag, or the name of a component, also behind memo and forwardRef. */
function nameOf(type: unknown): string | undefined {
  if (typeof type === "string") return type;
  if (typeof type === "function") return readName(type) ?? (type.name || undefined);
  if (!isFields(type)) return undefined;
  return readName(type) ?? nameOf(type.render ?? type.type);
}

const readName = (type: object): string | undefined => {
  const name = valueOf(type, "displayName");
  return typeof name === "string" ? name : undefined;
};
