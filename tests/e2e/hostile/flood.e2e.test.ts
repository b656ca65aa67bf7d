import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launch, openPanelPage } from "../../../scripts/browser.ts";
import { firstPage } from "../../../scripts/play.ts";
import { startServer } from "../taps/server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  server = await startServer("<!doctype html><title>hostile</title><body>");
  browser = await launch();
  page = await firstPage(browser);
  await page.goto(server.url);
  panel = await openPanelPage(browser, page);
  await vi.waitFor(async () => expect(await count("page.start")).toBe(1), 10_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const count = async (kind: string) =>
  await panel.evaluate(
    (wanted) => window.hopscope.events().filter((event) => event.kind === wanted).length,
    kind,
  );

/** How long a turn of the panel's thread takes at most while `work` runs, in ms. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  await panel.evaluate(() => {
    const state = { longest: 0, last: performance.now(), on: true };
    Object.assign(window, { turns: state });
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - state.last);
      state.last = now;
      if (state.on) setTimeout(() => port2.postMessage(0), 4);
    });
    port1.start();
    port2.postMessage(0);
  });
  await work();
  return await panel.evaluate(() => {
    const { turns } = window as unknown as { turns: { longest: number; on: boolean } };
    turns.on = false;
    return turns.longest;
  });
}

const CHANNELS = 1_000_000;

test("a million channels in a burst: the panel answers, holds a bounded part, and the rest is counted", async () => {
  const longest = await longestTurn(async () => {
    await page.evaluate((channels) => {
      class Channel {
        topic = "realtime:flood";
        socket = {};
        constructor() {
          Reflect.set(this, "subTopic", "flood");
        }
        _on() {}
        subscribe() {}
        unsubscribe() {}
      }
      for (let made = 0; made < channels; made += 1) Reflect.construct(Channel, []);
      console.log("[REALTIME] last");
    }, CHANNELS);
    await vi.waitFor(
      async () => {
        const last = await panel.evaluate(() => window.hopscope.events().at(-1));
        expect(last).toMatchObject({ text: "[REALTIME] last" });
      },
      { timeout: 90_000, interval: 250 },
    );
  });
  const { told, dropped, shown } = await panel.evaluate(() => {
    const events = window.hopscope.events();
    const gaps = events.flatMap((event) => (event.kind === "gap.drop" ? [event.count] : []));
    return {
      told: events.filter((event) => event.kind === "channel.create").length,
      dropped: gaps.reduce((sum, each) => sum + each, 0),
      shown: document.body.textContent,
    };
  });
  expect(told + dropped).toBe(CHANNELS);
  expect(shown).toContain(`${dropped} lost`);
  // Machines are busy; a panel that stands still for good would be far over it.
  expect(longest).toBeLessThan(3_000);
});

test("texts of 50 million characters leave the page as long as anybody would read", async () => {
  await page.evaluate(() => {
    const huge = "x".repeat(50_000_000);
    console.log(`[REALTIME] ${huge}`, huge, { [huge]: huge });
    void Promise.reject(new Error(huge));
    history.pushState(null, "", `/?${"y".repeat(1_000_000)}`);
    console.log("[REALTIME] behind the huge");
  });
  await vi.waitFor(async () => {
    const texts = await panel.evaluate(() =>
      window.hopscope
        .events()
        .flatMap((event) => (event.kind === "console.line" ? [event.text] : [])),
    );
    expect(texts).toContain("[REALTIME] behind the huge");
  }, 30_000);
  const sizes = await panel.evaluate(() =>
    window.hopscope
      .events()
      .slice(-6)
      .map((event) => JSON.stringify(event).length),
  );
  expect(Math.max(...sizes)).toBeLessThan(50_000);
});

test("values that raise or never end cost their own line", async () => {
  await page.evaluate(() => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    let deep: object = {};
    for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };
    const getter = {
      get secret() {
        throw new Error("read");
      },
    };
    for (const value of [circle, deep, getter, JSON.parse('{"__proto__":{"polluted":1}}')]) {
      console.log("[REALTIME] value", value);
    }
    console.log("[REALTIME] behind the values");
  });
  await vi.waitFor(async () => {
    const last = await panel.evaluate(() => window.hopscope.events().at(-1));
    expect(last).toMatchObject({ text: "[REALTIME] behind the values" });
  }, 30_000);
  expect(await count("tap.error")).toBe(0);
  expect(await panel.evaluate(() => "polluted" in {})).toBe(false);
});
