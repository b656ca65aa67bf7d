/** A promise that settles when a native one of `fetch` does, and no microtask later where that can be seen. */
import { AbortSignal, getter, method, Promise, Reflect } from "./natives.ts";
import { listen } from "./tap.ts";

export type Follow = (
  answer: Promise<Response>,
  done: (response: Response) => void,
  failed: (error: unknown) => void,
) => Promise<Response>;

const then = method<void>(Promise, "then");
const reasonOf = getter<unknown>(AbortSignal, "reason");
const { any } = AbortSignal;

/**
 * To be asked for just before the call. An answer and a lost connection settle the native promise in a task of their own,
 * with nothing of the page between our reaction and the page's. An abort is the page's own doing, in the midst of its
 * code: so a signal that depends on the page's, made just before the one that `fetch` makes for itself, rejects at the
 * same moment.
 */
export function follower(signal: AbortSignal | undefined): Follow {
  // A browser that does not have it settles an abort one microtask later.
  const dependent = signal && any && (Reflect.apply(any, AbortSignal, [[signal]]) as AbortSignal);
  return (answer, done, failed) =>
    new Promise((resolve, reject) => {
      const forget = dependent && listen(dependent, "abort", () => reject(reasonOf(dependent)));
      then(
        answer,
        (response: Response) => {
          forget?.();
          resolve(response);
          done(response);
        },
        (error: unknown) => {
          forget?.();
          reject(error);
          failed(error);
        },
      );
    });
}
