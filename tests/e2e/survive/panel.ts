import type { Browser, Page } from "puppeteer-core";
import { EXTENSION_ID } from "../../../scripts/browser.ts";

/** A page of the extension, beside the tab that was opened before it, and the browser's number of that tab. */
export async function openBeside(browser: Browser): Promise<{ beside: Page; tab: number }> {
  const beside = await browser.newPage();
  await beside.goto(`chrome-extension://${EXTENSION_ID}/devtools.html`);
  const tab = await beside.evaluate(async () => {
    const own = (await chrome.tabs.getCurrent())?.id ?? 0;
    const others = (await chrome.tabs.query({})).map(({ id }) => id ?? -1);
    return Math.max(...others.filter((id) => id < own));
  });
  return { beside, tab };
}

/** The panel for the tab that was opened last, as an ordinary page. */
export async function openSurvivor(browser: Browser): Promise<Page> {
  const { beside, tab } = await openBeside(browser);
  await beside.goto(`chrome-extension://${EXTENSION_ID}/panel.html?tabId=${tab}`);
  await beside.waitForFunction("window.hopscope !== undefined", { polling: 20 }).catch(() => {});
  return beside;
}

/** How many events of the tab that was opened last the journal has taken, as it stands on disk. */
export async function countJournal(browser: Browser): Promise<number> {
  const { beside, tab } = await openBeside(browser);
  const count = await beside.evaluate(
    async (wanted) =>
      await new Promise<number>((resolve) => {
        const opening = indexedDB.open("hopscope-journal");
        opening.addEventListener("success", () => {
          const db = opening.result;
          const asking = db.transaction("documents").objectStore("documents").getAll();
          asking.addEventListener("success", () => {
            const rows = asking.result as { tab: number; last: number }[];
            db.close();
            resolve(
              rows.filter((row) => row.tab === wanted).reduce((sum, row) => sum + row.last + 1, 0),
            );
          });
        });
      }),
    tab,
  );
  await beside.close();
  return count;
}
