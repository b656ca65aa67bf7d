import type { Page } from "puppeteer-core";
import { expect, vi } from "vitest";
import { EXTENSION_ID } from "../../../scripts/browser.ts";

/** Gives what stops the extension's worker: it waits until it runs, and resolves when it has been stopped. Told by a page of the extension. */
export async function createKiller(beside: Page): Promise<() => Promise<void>> {
  const session = await beside.createCDPSession();
  let status = "stopped";
  let stops = 0;
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    for (const { scriptURL, runningStatus } of versions) {
      if (!scriptURL.includes(EXTENSION_ID)) continue;
      if (runningStatus === "stopped" && status !== "stopped") stops += 1;
      status = runningStatus;
    }
  });
  await session.send("ServiceWorker.enable");
  const wait = { timeout: 10_000, interval: 5 };
  return async () => {
    const before = stops;
    await vi.waitFor(() => expect(status).toBe("running"), wait);
    await session.send("ServiceWorker.stopAllWorkers");
    await vi.waitFor(() => expect(stops).toBeGreaterThan(before), wait);
  };
}
