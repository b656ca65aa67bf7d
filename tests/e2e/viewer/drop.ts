import type { Page } from "puppeteer-core";

/** Drops files on the middle of a page, as a person does. */
export async function drop(page: Page, ...files: string[]): Promise<void> {
  const session = await page.createCDPSession();
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  await session.detach();
}
