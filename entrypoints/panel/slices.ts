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

/** To be awaited often: lets the browser draw now and then; rejects once the signal is aborted. */
export function pacer(signal?: AbortSignal): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (!isOver(began)) return;
    await nextTask();
    signal?.throwIfAborted();
    began = performance.now();
  };
}
