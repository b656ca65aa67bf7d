/** Calls of SWR's `mutate`, in whichever of its forms. */
import { attempt, JSON, Object, Promise, Reflect } from "./natives.ts";
import type { Cache } from "./cache.ts";
import type { Context } from "./tap.ts";

export interface MutateCall {
  cache: Cache;
  key: unknown;
  /** What was given after the key: `[data, options]`, as long as the caller made it. */
  data: unknown[];
  form: "global" | "bound";
}

const { resolve } = Promise;

let mutations = 0;

/** Says that `mutate` is called, then calls it. What SWR does at once is then known to be of this call. */
export function reportMutate(
  about: MutateCall,
  { safe, say, delivery, seam }: Context,
  call: () => unknown,
) {
  const { cache, key, data: given, form } = about;
  const { gates } = seam;
  const outer = cache.mutation;
  const name = safe(() => readKey(key)) ?? "";
  const { mutate, mark: caller } = gates;
  const isBlank = given.length > 0 && given[0] === undefined;
  const swallowed = mutate && !caller ? safe(() => mutate(name, isBlank)) : undefined;
  const mark = swallowed ?? caller;
  safe(() => {
    const mutation = mutations++;
    const hasData = given.length > 0;
    const isFunction = form === "global" && typeof key === "function";
    // 1.x takes a function for a key, as a hook does. What it gives only SWR knows: it is the page's, so we do not call it.
    const filter = isFunction && !cache.first;
    const options = readOptions(given[1]);
    // The number of arguments decides in SWR, not their values: `mutate(key, undefined)` writes undefined.
    const blanks =
      hasData && given[0] === undefined && (isFunction || cache.read(name) !== undefined);
    say({
      kind: "cache.mutate",
      cache: cache.number,
      mutation,
      key: name,
      form: filter ? "filter" : form,
      hasData,
      blanks,
      ...(options && { options }),
      ...(delivery.topic !== undefined && { topic: delivery.topic }),
      ...(mark && { [mark]: true }),
    });
    cache.mutation = mutation;
  });
  if (swallowed) return Reflect.apply(resolve, Promise, []);
  try {
    return call();
  } finally {
    if (outer === undefined) delete cache.mutation;
    else cache.mutation = outer;
  }
}

function readKey(key: unknown): string {
  if (typeof key === "string") return key;
  if (typeof key === "function") return "(function)";
  return attempt(() => JSON.stringify(key)) ?? "";
}

function readOptions(options: unknown): string[] | undefined {
  if (typeof options === "boolean") return ["revalidate"];
  return typeof options === "object" && options !== null ? Object.keys(options) : undefined;
}
