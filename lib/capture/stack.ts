import { Error } from "./natives.ts";
import { isFormatted } from "./reason.ts";

const { captureStackTrace } = Error;

/** Longest stack that is kept, in UTF-16 units. */
const CAP = 2_048;

/**
 * The frames below `own`, a function of ours that is running: who called it. Undefined where the engine cannot leave
 * frames out, or when the page formats stacks itself, as that would run its code.
 */
export function stackBelow(own: (...args: never[]) => unknown): string | undefined {
  if (!captureStackTrace) return undefined;
  if (isFormatted()) return undefined;
  const holder: { stack?: string } = {};
  captureStackTrace(holder, own);
  const { stack } = holder;
  // The first line is the name of what was thrown, and nothing was.
  const frames = stack?.slice(stack.indexOf("\n") + 1).slice(0, CAP);
  return frames === "" ? undefined : frames;
}
