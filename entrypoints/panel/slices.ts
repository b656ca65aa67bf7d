/** So long the panel works before it draws and takes input, ms. */
const SLICE = 12;

/** Lets the browser draw. Unlike a timer, a message is not held back in a panel that nobody looks at. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** Whether a slice that began at that time is over. */
export const isOver = (began: number): boolean => performance.now() - began >= SLICE;

/** How often a person is told how far it is, ms. */
export const TOLD_MS = 100;

/** To be awaited often with what is done of the whole, 0 to 1: lets the browser draw now and then; rejects once the signal is aborted. */
export function pacer(
  signal?: AbortSignal,
  onProgress?: (done: number) => void,
): (done: number) => Promise<void> {
  let began = performance.now();
  let told = began;
  return async (done) => {
    if (!isOver(began)) return;
    if (performance.now() - told >= TOLD_MS) {
      told = performance.now();
      onProgress?.(done);
    }
    await nextTask();
    signal?.throwIfAborted();
    began = performance.now();
  };
}
