// @vitest-environment happy-dom
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "../lib/sites/browser.fixture.ts";
import { fixtureEvents, fixtureStore, stoppedAtU9 } from "../tests/panel/fixture.ts";
import { fixtureSites } from "../tests/panel/sites.ts";
import { setStage } from "../tests/panel/stage.tsx";
import { Popup } from "./popup.tsx";
import { useSites, type Sites } from "./use-sites.ts";
import { en } from "./words-en.ts";

const HERE = "https://example.com";

describe("the panel", () => {
  const { all, click, one, ...stage } = setStage();

  test("says that a site is off, and switches it on by one button", () => {
    const onSwitch = vi.fn<Sites["onSwitch"]>();
    stage.show({ connection: "connecting", sites: fixtureSites({ onSwitch }) });
    expect(one("h2").textContent).toBe("Hopscope is off on https://example.com");
    expect(all(".blank .button").map((button) => button.textContent)).toEqual([
      "Switch on for https://example.com",
    ]);
    click(".blank .button");
    expect(onSwitch).toHaveBeenCalledExactlyOnceWith(HERE, true);
  });

  test("says it in Portuguese", () => {
    stage.show({ connection: "gone", language: "pt-BR", sites: fixtureSites() });
    expect(one("h2").textContent).toBe("O Hopscope está desligado em https://example.com");
    expect(one(".blank .button").textContent).toBe("Ligar para https://example.com");
  });

  test("offers to load a page again that was there before the grant", () => {
    const onReload = vi.fn<() => void>();
    stage.show({ connection: "gone", sites: fixtureSites({ state: "on" }), onReload });
    expect(one(".blank").dataset["empty"]).toBe("switched");
    click(".blank .button");
    expect(onReload).toHaveBeenCalledOnce();
  });

  test("goes on showing a page that still answers after its site was switched off", () => {
    stage.show({ connection: "live", sites: fixtureSites() });
    expect(one(".blank").dataset["empty"]).toBe("quiet");
  });

  test("keeps the jobs of the page before, and says so", () => {
    const onSwitch = vi.fn<Sites["onSwitch"]>();
    const store = fixtureStore({ jobs: [stoppedAtU9()], events: fixtureEvents() });
    stage.show({ store, connection: "gone", sites: fixtureSites({ onSwitch }) });
    expect(all(".job")).toHaveLength(1);
    expect(one('.notice[role="status"]').textContent).toContain("Hopscope is off on");
    click(".notice .link");
    expect(onSwitch).toHaveBeenCalledExactlyOnceWith(HERE, true);
  });

  test("lists all sites in its settings, each with its end", () => {
    const onSwitch = vi.fn<Sites["onSwitch"]>();
    const sites = fixtureSites({ state: "on", list: [HERE], onSwitch });
    stage.show({ sites, onSettings: () => undefined });
    click('[aria-label="Settings"]');
    expect(all(".sites li").map((row) => row.textContent)).toEqual([
      "https://example.comSwitch off",
      "http://localhostalways on",
      "http://127.0.0.1always on",
    ]);
    click('[aria-label="Switch off for https://example.com"]');
    expect(onSwitch).toHaveBeenCalledExactlyOnceWith(HERE, false);
  });
});

describe("the popup", () => {
  let root: Root;
  let box: HTMLElement;
  beforeEach(() => {
    // The browser answers when it likes, as it does outside of tests.
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
    box = document.body.appendChild(document.createElement("div"));
    root = createRoot(box);
  });
  afterEach(() => {
    root.unmount();
    box.remove();
  });
  const toggle = () => box.querySelector<HTMLElement>("[role=switch]");

  test.each([
    ["always", "http://localhost", false],
    ["on", HERE, true],
    ["off", HERE, true],
    ["none", undefined, false],
  ] as const)("%s: says so, and has a switch: %s %s", (state, here, switchable) => {
    flushSync(() => root.render(<Popup sites={fixtureSites({ state, here })} language="en" />));
    expect(box.querySelector("h2")?.textContent).toBe(en[`${state}Here`]);
    expect(toggle() !== null).toBe(switchable);
  });

  test("follows what the browser grants and revokes, wherever that is done", async () => {
    const { permissions } = fakeBrowser();
    const Followed = () => {
      const sites = useSites(permissions, HERE, en);
      return sites && <Popup sites={sites} language="pt-BR" />;
    };
    flushSync(() => root.render(<Followed />));
    const isOn = (on: boolean) =>
      vi.waitFor(() => expect(toggle()?.getAttribute("aria-checked")).toBe(String(on)));
    await isOn(false);
    toggle()?.click();
    await isOn(true);
    expect(box.querySelector("h2")?.textContent).toBe("O Hopscope está ligado para este site");
    await permissions.remove({ origins: [`${HERE}/*`] });
    await isOn(false);
  });

  test("says why a switch did not move", async () => {
    const { permissions } = fakeBrowser();
    permissions.request = () => Promise.resolve(false);
    const Refused = () => {
      const sites = useSites(permissions, HERE, en);
      return sites && <Popup sites={sites} language="en" />;
    };
    flushSync(() => root.render(<Refused />));
    await vi.waitFor(() => expect(toggle()).not.toBeNull());
    toggle()?.click();
    await vi.waitFor(() =>
      expect(box.querySelector("[role=alert]")?.textContent).toBe(en.notSwitched),
    );
  });
});
