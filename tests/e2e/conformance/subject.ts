/** What a subject of conformance may use, in the page. A check gives a value that must be the same with taps and without. */

/** One address that the taps leave alone, and one that they watch. */
export const addresses = {
  socket: { left: "/echo", watched: "/realtime/v1/websocket?vsn=2.0.0" },
  fetch: { left: "/plain/", watched: "/api/projects/" },
} as const;

export type Checks = Record<string, () => unknown>;

/** The same checks for an address that the taps leave alone and for one that they watch. */
export const forBoth = (
  kind: keyof typeof addresses,
  make: (address: string) => Checks,
): Checks => {
  const named = Object.entries(addresses[kind]).flatMap(([name, address]) =>
    Object.entries(make(address)).map(([check, run]) => [`${check} (${name})`, run] as const),
  );
  return Object.fromEntries(named);
};

/** What `work` raises or rejects with, as text. */
export async function raised(work: () => unknown): Promise<string> {
  try {
    return `gave ${typeof (await work())}`;
  } catch (error) {
    return textOf(error);
  }
}

/** The same for what is raised at once: a rejected promise counts as given. */
export function raisedNow(work: () => unknown): string {
  try {
    return `gave ${typeof work()}`;
  } catch (error) {
    return textOf(error);
  }
}

const textOf = (error: unknown): string => {
  if (error instanceof DOMException)
    return `DOMException ${error.name} ${error.code}: ${error.message}`;
  if (error instanceof Error) return `${error.constructor.name} ${String(error)}`;
  return `raised ${typeof error} ${String(error)}`;
};

/** Descriptors with functions as their source text. */
export const shape = (object: object) =>
  Reflect.ownKeys(object).map((key) => {
    const { value, get, set, ...rest } = Object.getOwnPropertyDescriptor(object, key) ?? {};
    const parts = [value, get, set].map((part: unknown) =>
      typeof part === "function" ? [source(part), part.name, part.length] : typeof part,
    );
    return [String(key), ...parts, rest];
  });

export const source = (value: unknown): string =>
  Reflect.apply(Function.prototype.toString, value, []) as string;

export const wait = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves with the next event of a type. */
export const next = async <E extends Event>(target: EventTarget, type: string): Promise<E> =>
  await new Promise((resolve) =>
    target.addEventListener(type, (event) => resolve(event as E), { once: true }),
  );

/** How many microtasks pass until `promise` has settled, its reactions included; at most 20. */
export async function ticks(promise: Promise<unknown>): Promise<number> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  for (let count = 0; count < 20; count += 1) {
    if (settled) return count;
    await Promise.resolve();
  }
  return 20;
}

/** The events of unhandled rejections while `work` runs and until shortly after; `wanted` of them are waited for. */
export async function unhandled(work: () => unknown, wanted = 1): Promise<PromiseRejectionEvent[]> {
  const events: PromiseRejectionEvent[] = [];
  const note = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    events.push(event);
  };
  addEventListener("unhandledrejection", note);
  await work();
  for (let waited = 0; events.length < wanted && waited < 4_000; waited += 20) await wait(20);
  await wait(100);
  removeEventListener("unhandledrejection", note);
  return events;
}
