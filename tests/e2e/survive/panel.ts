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

/** Up to which number a document of a tab is in the journal, and was cleared. */
interface Row {
  tab: number;
  last: number;
  cleared: number;
}

/** What the journal has of the documents of the tab that was opened last, as it stands on disk. */
export async function readJournal(browser: Browser): Promise<Row[]> {
  const { beside, tab } = await openBeside(browser);
  const rows = await beside.evaluate(
    async () =>
      await new Promise<Row[]>((resolve) => {
        const opening = indexedDB.open("hopscope-journal");
        opening.addEventListener("success", () => {
          const db = opening.result;
          const asking = db.transaction("documents").objectStore("documents").getAll();
          asking.addEventListener("success", () => {
            db.close();
            resolve(asking.result as Row[]);
          });
        });
      }),
  );
  await beside.close();
  return rows.filter((row) => row.tab === tab);
}
