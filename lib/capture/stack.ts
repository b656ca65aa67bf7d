/** Longest stack that is kept, in UTF-16 units. */
const CAP = 2_048;

/**
 * The frames below `own`, a function of ours that is running: who called it. Undefined where the engine cannot leave
 * frames out, or when the page formats stacks itself, as that would run its code.
 */
export function stackBelow(own: (...args: never[]) => unknown): string | undefined {
  if (!Error.captureStackTrace) return undefined;
  if (typeof Reflect.get(Error, "prepareStackTrace") === "function") return undefined;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, own);
  const { stack } = holder;
  // The first line is the name of what was thrown, and nothing was.
  const frames = stack?.slice(stack.indexOf("\n") + 1).slice(0, CAP);
  return frames === "" ? undefined : frames;
}
