/** How the companion ends, and that a page is then as if it had never been there. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { CaptureEvent } from "../../../lib/event.ts";
import { openPanelPage } from "../../../scripts/browser.ts";
import { generate, LIVE, settled } from "../../../scripts/play.ts";
import { on, startStage, type Scene } from "./stage.ts";

let stage: Awaited<ReturnType<typeof startStage>>;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const pathOf = (url: string) => new URL(url, "http://x").pathname;

/** What a job is to the page, without what differs from one to the next. */
const essence = (event: CaptureEvent): string | undefined => {
  switch (event.kind) {
    case "handler.run":
      return [event.kind, event.topic, event.event, event.outcome, event.binding.event].join(" ");
    case "fetch.start":
      return `${event.kind} ${event.method} ${pathOf(event.url)}`;
    case "fetch.end":
      return `${event.kind} ${event.status} ${event.type}`;
    case "cache.revalidate":
      // What the window's focus asks for is none of the job's.
      return event.cause === "focus" ? undefined : `${event.kind} ${event.key}`;
    case "cache.mutate":
    case "cache.fetch":
      return `${event.kind} ${event.key}`;
    case "cache.answer":
      return `${event.kind} ${event.key} ${event.outcome}`;
    case "cache.write":
      return `${event.kind} ${event.key} ${event.blanked}`;
    case "frame.in":
      return "base64" in event.body
        ? `${event.kind} ${event.injected} ${event.rehearsed}`
        : undefined;
    case "image.load":
    case "companion.act":
    case "companion.on":
    case "tap.error":
    case "error.throw":
    case "error.reject":
    case "error.csp":
      return event.kind;
    default:
      return undefined;
  }
};

/** Everything that a healthy job on the third node leaves in the log, in no order. */
async function healthyJob(scene: Scene): Promise<string[]> {
  await scene.page.waitForSelector(LIVE);
  const before = (await scene.events()).length;
  await generate(scene.page, 3);
  const [job] = (await settled(scene.panel, 1)).jobs;
  expect(job?.verdict.kind).toBe("complete");
  const seen = (await scene.events()).slice(before);
  return seen.flatMap((event) => essence(event) ?? []).toSorted();
}

test("a page that was cut, dropped, polled, denied and broken behaves afterwards like one never touched", async () => {
  let untouched: string[] = [];
  await stage.play("healthy-v1", async (scene) => {
    untouched = await healthyJob(scene);
  });
  expect(untouched.length).toBeGreaterThan(10);
  await stage.play("healthy-v1", async (scene) => {
    const names = `[WebSocket, WebSocket.prototype.send, fetch, setTimeout, setInterval, history.pushState]`;
    await scene.page.evaluate(`window.before = ${names}`);
    await scene.turn(
      on("drop", { topic: "project:" }),
      on("hidden-tab"),
      on("offline"),
      on("handler-throws", { event: "DELETE" }),
      on("swallow-mutate"),
      on("api-stale"),
      on("fallback-polling", { after: 1, every: 1 }),
      on("optimistic-queue"),
      on("revalidate-right"),
      on("refetch-on-rejoin"),
      on("resubscribe"),
      on("say-it"),
      on("listen-to-every-event"),
      on("join-as-private"),
    );
    await scene.page.waitForSelector("[data-realtime=error]");
    await scene.acted("shown");
    await scene.turn();
    expect(await scene.until("companion.off")).toMatchObject({ reason: "switch", restored: true });
    await scene.page.waitForSelector("[data-realtime=live]");
    expect(
      await scene.page.evaluate(
        `${names}.every((one, index) => one === window.before[index]) && navigator.onLine &&
          document.visibilityState === "visible" && !("visibilityState" in Object.getOwnPropertyDescriptors(document)) &&
          document.querySelector("hopscope-companion") === null`,
      ),
    ).toBe(true);
    expect(await healthyJob(scene)).toEqual(untouched);
  });
});

test("the key ends it, whatever the page does with it; a key that the page makes does not", async () => {
  await stage.play("healthy-v1", async (scene) => {
    await scene.turn(on("drop"));
    await scene.page.waitForSelector("hopscope-companion");
    await scene.page.evaluate(() => {
      window.addEventListener("keydown", (event) => event.stopImmediatePropagation());
      const init = { ctrlKey: true, shiftKey: true, code: "KeyH", bubbles: true };
      document.body.dispatchEvent(new KeyboardEvent("keydown", init));
    });
    expect(await scene.ofKind("companion.off")).toEqual([]);
    await scene.page.bringToFront();
    await scene.page.keyboard.down("Control");
    await scene.page.keyboard.down("Shift");
    await scene.page.keyboard.press("KeyH");
    await scene.page.keyboard.up("Shift");
    await scene.page.keyboard.up("Control");
    expect(await scene.until("companion.off")).toMatchObject({ reason: "key", restored: true });
    expect(await scene.page.$("hopscope-companion")).toBeNull();
  });
});

test("it ends when its time is over, and not before", async () => {
  await stage.play("healthy-v1", async (scene) => {
    const [seconds, on_] = [3, [on("drop")]];
    await scene.panel.evaluate(
      (given, minutes) => window.hopscope.companion(given, minutes),
      on_,
      seconds / 60,
    );
    const { ends } = await scene.until("companion.on");
    await scene.page.waitForSelector("hopscope-companion");
    const off = await scene.until("companion.off");
    expect(off).toMatchObject({ reason: "time", restored: true });
    expect(off.at).toBeGreaterThanOrEqual(ends);
    expect(await scene.page.$("hopscope-companion")).toBeNull();
  });
});

test("it goes on over a reload of the same site, and ends on another one", async () => {
  await stage.play("healthy-v1", async (scene) => {
    await scene.turn(on("drop"));
    await scene.page.reload();
    expect(await scene.until("companion.off")).toMatchObject({
      reason: "navigation",
      restored: true,
    });
    await scene.until("companion.on", 2);
    const other = scene.page.url().replace("127.0.0.1", "localhost");
    await scene.page.goto(other, { waitUntil: "networkidle0" });
    // What the document said last may be in the back/forward cache with it.
    await scene.until("page.start", 3);
    expect(await scene.ofKind("companion.on")).toHaveLength(2);
  });
});

test("it ends with the panel that switched it on", async () => {
  await stage.play("healthy-v1", async (scene) => {
    // The script is there from now on, so that a panel in a tab needs no DevTools to put it there.
    await scene.turn(on("drop"));
    await scene.turn();
    const other = await openPanelPage(scene.browser, scene.page);
    await vi.waitFor(
      () => other.evaluate(() => window.hopscope.companion([{ id: "delay", params: {} }], 5)),
      10_000,
    );
    await scene.until("companion.on", 2);
    await other.close();
    expect(await scene.until("companion.off", 2)).toMatchObject({
      reason: "panel",
      restored: true,
    });
  });
});

test("under a strict policy the bar stands where it should, and nothing is refused", async () => {
  const policy = "default-src 'none'; script-src 'nonce-a'; connect-src 'self' ws:";
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.setHeader("content-security-policy", policy);
    response.end("<!doctype html><title>strict</title><p>strict</p>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await stage.play("healthy-v1", async (scene) => {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/`;
      await scene.page.goto(url);
      await vi.waitFor(async () => {
        expect((await scene.ofKind("page.start")).map((start) => start.url)).toContain(url);
      }, 30_000);
      await scene.turn(on("drop"));
      const bar = await scene.page.waitForSelector("hopscope-companion");
      const place = await bar?.evaluate((host) => ({
        bottom: Math.round(host.getBoundingClientRect().bottom - innerHeight),
        tree: host.shadowRoot,
      }));
      expect(place).toEqual({ bottom: 0, tree: null });
      expect(await scene.ofKind("error.csp")).toEqual([]);
    });
  } finally {
    server.close();
  }
});

test("before the panel's command there is nothing to take, and after it only one takes it", async () => {
  await stage.play("healthy-v1", async (scene) => {
    const steal = () =>
      scene.page.evaluate(() => {
        const taken: unknown[] = [];
        const detail = (given: unknown) => void taken.push(given);
        window.dispatchEvent(new CustomEvent("hopscope:companion", { detail }));
        return taken.length;
      });
    expect(await steal()).toBe(0);
    await scene.turn(on("drop"));
    expect(await steal()).toBe(0);
  });
});
