/** What a panel beside a page has heard of each document. */
import type { Browser, Page } from "puppeteer-core";
import type { CaptureEvent, EventOf } from "../../../lib/event.ts";

let since = 0;

/** What a tab said before does not count from now on: the panel tells of every page that its tab has had. */
export const forget = (): void => {
  since = Date.now();
};

export const read = async (panel: Page): Promise<CaptureEvent[]> =>
  await panel.evaluate((from) => window.hopscope.events().filter(({ at }) => at >= from), since);

/** One document: its first event and its frame, the topics that it joined, and all it said. */
export interface Heard {
  start: EventOf<"page.start"> | undefined;
  frameId: number | undefined;
  topics: string[];
  events: CaptureEvent[];
}

export async function heard(panel: Page): Promise<Heard[]> {
  const byDoc = new Map<string, CaptureEvent[]>();
  for (const event of await read(panel)) {
    byDoc.set(event.doc, [...(byDoc.get(event.doc) ?? []), event]);
  }
  return [...byDoc.values()].map((events) => ({
    start: events.find((event) => event.kind === "page.start"),
    frameId: events[0]?.frameId,
    topics: events.flatMap((event) => (event.kind === "frame.out" ? [topicOf(event)] : [])),
    events,
  }));
}

/** The document that joined a topic; undefined as long as none has. */
export const speaker = async (panel: Page, topic: string): Promise<Heard | undefined> =>
  (await heard(panel)).find(({ topics }) => topics.includes(topic));

function topicOf({ body }: EventOf<"frame.out">): string {
  const [, , topic] = JSON.parse("text" in body ? body.text : "[]") as string[];
  return (topic ?? "").replace(/^realtime:/, "");
}

/** Runs `open`, and shows a panel beside the tab that it opened. `panel` is any panel: an extension sees the numbers of tabs, not their addresses. */
export async function panelOfNew(browser: Browser, panel: Page, open: () => Promise<Page>) {
  const numbers = async () =>
    await panel.evaluate(async () => (await chrome.tabs.query({})).map(({ id }) => id));
  const before = await numbers();
  const page = await open();
  const [tab] = (await numbers()).filter((id) => !before.includes(id));
  const own = await browser.newPage();
  await own.goto(panel.url().replace(/tabId=\d+/, `tabId=${tab}`));
  await own.waitForFunction("document.querySelector('.panel')");
  return { page, panel: own };
}

/** Closes the panels that a test has left open. */
export async function closePanels(browser: Browser): Promise<void> {
  for (const each of await browser.pages())
    if (each.url().includes("/panel.html")) await each.close();
}

/** Sequence numbers without a hole, in order. */
export const isGapless = ({ events }: Heard): boolean =>
  events.every(({ seq }, index) => seq === index);
