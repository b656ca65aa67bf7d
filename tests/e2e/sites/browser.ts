/**
 * A browser in which a person once allowed a site in chrome://extensions. No script can press Allow in the browser's own
 * question, but what was allowed there is not asked again when the extension's own code asks for it in a real click.
 */
import type { Page, Target } from "puppeteer-core";
import { launch } from "../../../scripts/browser.ts";

interface DeveloperPrivate {
  addHostPermission(id: string, pattern: string): Promise<void>;
  removeHostPermission(id: string, pattern: string): Promise<void>;
}
declare const chrome: { developerPrivate: DeveloperPrivate };

const isWorker = (target: Target) =>
  target.type() === "service_worker" && target.url().endsWith("/background.js");

/** A fresh browser with the built extension, and chrome://extensions beside it. */
export async function launchWithSettings() {
  const browser = await launch({ args: ["--host-resolver-rules=MAP *.test 127.0.0.1"] });
  const id = new URL((await browser.waitForTarget(isWorker)).url()).host;
  const extensions = await browser.newPage();
  await extensions.goto("chrome://extensions");
  const change = (name: keyof DeveloperPrivate, changed: string) =>
    extensions.evaluate(
      (method, extension, given) => chrome.developerPrivate[method](extension, given),
      name,
      id,
      changed,
    );
  return {
    browser,
    id,
    /** The popup as a page of its own, for a site. */
    async openPopup(site: string): Promise<Page> {
      const popup = await browser.newPage();
      await popup.goto(`chrome-extension://${id}/popup.html?site=${site}`);
      await popup.waitForSelector(".pop");
      return popup;
    },
    /** The popup as a click on the button in the toolbar opens it, for a tab. */
    async pressButton(page: Page): Promise<Page> {
      await page.bringToFront();
      const opened = browser.waitForTarget((target) => target.url().endsWith("/popup.html"));
      await (await browser.extensions()).get(id)?.triggerAction(page);
      return await (await opened).asPage();
    },
    /** In chrome://extensions, what is not asked again: nothing is granted by that alone. */
    allow: (allowed: string) => change("addHostPermission", allowed),
    /** In chrome://extensions, the end of a grant. */
    revoke: (revoked: string) => change("removeHostPermission", revoked),
    /** The worker ends as the browser ends it after a while without events. */
    async stopWorker() {
      const target = browser.targets().findLast(isWorker);
      await (await target?.worker())?.close();
    },
    close: () => browser.close(),
  };
}
