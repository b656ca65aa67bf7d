/** The companion's view in the real panel, against the lab: a person moves switches, and the page does what they say. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launch, openPanelPage } from "../../../scripts/browser.ts";
import { firstPage, generate, LIVE, openProject, settled } from "../../../scripts/play.ts";
import { startStage, type Scene } from "./stage.ts";

let stage: Awaited<ReturnType<typeof startStage>>;
let scene: Scene;

beforeAll(async () => {
  stage = await startStage();
  scene = await stage.open("healthy-v1");
  await press(".tabs [data-tab=companion]");
});
afterAll(async () => {
  await scene?.browser.close();
  await stage?.close();
});

/** Not by its place: DevTools may be docking just now, and everything moves. */
const press = (selector: string) =>
  scene.panel.$eval(selector, (button) => (button as HTMLElement).click());
const text = (selector: string) =>
  scene.panel.$eval(selector, (element) => element.textContent ?? "");
const isOn = (id: string) =>
  scene.panel.$eval(
    `[data-switch="${id}"] [role=switch]`,
    (each) => each.getAttribute("aria-checked") === "true",
  );
const turn = async (id: string, on: boolean) => {
  await press(`[data-switch="${id}"] [role=switch]`);
  await vi.waitFor(async () => expect(await isOn(id)).toBe(on), 20_000);
};

test("a fault that is switched on breaks the next job, and the row says what was seen of it", async () => {
  expect(await text(".onbar")).toContain("Nothing is on.");
  await turn("drop", true);
  expect(await text(".onbar b")).toBe("1 fault is on in Tab 1.");
  await generate(scene.page);
  const { jobs } = await settled(scene.panel, 1);
  expect(jobs[0]?.verdict.kind).toBe("broken");
  await vi.waitFor(
    async () => expect(await text('[data-switch="drop"] .second')).toMatch(/^stopped .*, 1 of 1$/),
    10_000,
  );
  await press('[data-switch="drop"]');
  expect(await text('[data-detail="drop"] .act')).toContain("dropped");
});

test("a value is taken by the page while the fault is on", async () => {
  const before = (await scene.ofKind("companion.on")).length;
  const field = await scene.panel.waitForSelector('[data-param="topic"]');
  await field?.type("project:");
  await field?.press("Enter");
  const told = await scene.until("companion.on", before + 1);
  expect(told.on).toMatchObject([{ id: "drop", params: { topic: "project:" } }]);
});

test("the badge stands in every view, and all goes off at once with nothing left behind", async () => {
  await press(".tabs [data-tab=jobs]");
  expect(await text("[data-badge]")).toContain("1 fault on");
  await press("[data-badge]");
  await press('[data-action="all-off"]');
  const off = await scene.until("companion.off");
  expect(off).toMatchObject({ reason: "switch", restored: true });
  await vi.waitFor(async () => expect(await text("[data-ended]")).toContain("as it was"), 10_000);
  expect(await isOn("drop")).toBe(false);
  expect(await scene.panel.$("[data-badge]")).toBeNull();
});

const ticks = (name: string) =>
  scene.panel.$$eval(`[data-test="${name}"] [data-line]`, (lines) =>
    lines.map((line) => (line as HTMLElement).dataset.state),
  );
const untilPassed = (name: string) =>
  vi.waitFor(async () => expect(await ticks(name)).not.toContain("missing"), 30_000);

test("the checklist is ticked by a job of this tab, then by one of another", async () => {
  await press('[data-part="checklist"]');
  await press('[data-action="start-over"]');
  expect(await ticks("completion")).not.toContain("seen");
  await generate(scene.page, 2);
  await untilPassed("creation");
  await untilPassed("completion");
  expect(await ticks("tabs")).toEqual(["missing", "missing", "missing", "missing"]);
  const other = await scene.browser.newPage();
  await openProject(other, stage.url);
  await generate(other, 3);
  await vi.waitFor(
    async () => expect(await ticks("tabs")).toEqual(["seen", "seen", "seen", "seen"]),
    30_000,
  );
  await other.close();
});

test("the test of polling cuts the connection itself, and tells what the app does not do", async () => {
  await scene.page.bringToFront();
  await press('[data-test="polling"] .link');
  await scene.until("companion.on", 3);
  await generate(scene.page, 4);
  await vi.waitFor(async () => expect((await ticks("polling"))[0]).toBe("seen"), 30_000);
  await vi.waitFor(async () => expect((await ticks("polling"))[1]).toBe("seen"), 30_000);
  expect((await ticks("polling"))[2]).toBe("missing");
  await press('[data-action="all-off"]');
  expect(await scene.until("companion.off", 2)).toMatchObject({ restored: true });
});

test("a scenario is played without and with a fix, and the two are set side by side", async () => {
  await scene.browser.close();
  scene = await stage.open("public-project-join-v1");
  await press(".tabs [data-tab=companion]");
  await press('[data-switch="join-as-private"]');
  await scene.panel.$eval(".param-inline input", (field) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    set?.call(field, "1");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await press('[data-action="play"]');
  await generate(scene.page, 1);
  await scene.panel.waitForSelector('[data-play="with"]');
  await scene.acted("joined as private");
  await scene.page.waitForSelector(LIVE);
  await generate(scene.page, 2);
  await scene.panel.waitForSelector('[data-play="done"]');
  const cells = await scene.panel.$$eval('.playing [data-row="p50"] td', (all) =>
    all.map((cell) => cell.textContent),
  );
  expect(cells).toEqual(["never", expect.stringMatching(/^\d+\.\d s$/)]);
  expect(await scene.until("companion.off")).toMatchObject({ reason: "switch", restored: true });
  expect(await text(".keep")).toContain("{ config: { private: true } }");
});

test("a panel outside DevTools may put nothing into the page, and says what to do", async () => {
  const browser = await launch();
  try {
    const page = await firstPage(browser);
    await openProject(page, stage.url);
    const panel = await openPanelPage(browser, page);
    await panel.click(".tabs [data-tab=companion]");
    await panel.waitForSelector('[data-switch="cut"] [role=switch]:not(:disabled)');
    await panel.click('[data-switch="cut"] [role=switch]');
    const alert = await panel.waitForSelector(".companion [role=alert]");
    expect(await alert?.evaluate((each) => each.textContent)).toContain(
      "Open Hopscope in the DevTools",
    );
    expect(await panel.$("[data-badge]")).toBeNull();
  } finally {
    await browser.close();
  }
});
