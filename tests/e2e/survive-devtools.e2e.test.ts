import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launch, openPanel } from "../../scripts/browser.ts";
import { firstPage } from "../../scripts/play.ts";
import { auditFrom } from "./survive/audit.ts";
import { startSender } from "./survive/server.ts";

let sender: Awaited<ReturnType<typeof startSender>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  sender = await startSender();
  browser = await launch({ devtools: true });
  page = await firstPage(browser);
});
afterAll(async () => {
  await browser?.close();
  await sender?.close();
});

async function connected(act: () => Promise<unknown>): Promise<void> {
  const before = sender.made();
  await act();
  await vi.waitFor(() => expect(sender.made()).toBeGreaterThan(before), 30_000);
}

const pageGot = async (last: number) =>
  await vi.waitFor(async () => expect(await page.evaluate("window.page.last")).toBe(last), 30_000);

// As a person does it in the menu of DevTools: the front end's own module knows.
const UNDOCK = `(async () => {
  const { DockController } = await import("devtools://devtools/bundled/ui/legacy/legacy.js");
  const controller = DockController.DockController.instance();
  const before = controller.dockSide();
  controller.setDockSide(before === "undocked" ? "right" : "undocked");
  return [before, controller.dockSide()];
})()`;

test("DevTools are undocked, closed while the page goes on and is reloaded, and opened again", async () => {
  await connected(async () => await page.goto(sender.url));
  const { panel, devtools } = await openPanel(browser);
  await auditFrom(panel, await sender.send({ frames: 1_000 }));
  const [before, after] = (await devtools.evaluate(UNDOCK)) as [string, string];
  expect(after).not.toBe(before);
  await auditFrom(panel, await sender.send({ frames: 1_000 }));

  await devtools.close();
  await pageGot(await sender.send({ frames: 1_000 }));
  await connected(async () => await page.reload());
  const last = await sender.send({ frames: 1_000 });
  await pageGot(last);
  await page.openDevTools();
  const again = await openPanel(browser);
  const found = await auditFrom(again.panel, last, 4_000);
  console.log(
    `DevTools ${before}, ${after}, closed and opened: sent 4000, ${JSON.stringify(found)}`,
  );
  expect(found).toMatchObject({ documents: 2, frames: 4_000, gaps: 0, holes: 0, doubles: 0 });
  expect(await page.evaluate("window.page.errors")).toEqual([]);
});
