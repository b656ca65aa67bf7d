import { describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "./browser.fixture.ts";
import { keepSites, syncSites } from "./keep.ts";
import { registrationsFor } from "./scripts.ts";

const ONE = "https://one.example/*";
const TWO = "https://two.example/*";
const allow = (browser: ReturnType<typeof fakeBrowser>, ...origins: string[]) =>
  browser.permissions.request({ origins });

describe("scripts of sites", () => {
  test("are none at install", async () => {
    const browser = fakeBrowser();
    await keepSites(browser);
    expect(browser.registered.size).toBe(0);
    expect(browser.changes()).toEqual([]);
  });

  test("are registered when a site is granted: two scripts for all sites, first the relay", async () => {
    const browser = fakeBrowser();
    await keepSites(browser);
    await allow(browser, ONE);
    await vi.waitFor(() => expect(browser.matches()).toEqual([[ONE], [ONE]]));
    await allow(browser, TWO);
    await vi.waitFor(() =>
      expect(browser.matches()).toEqual([
        [ONE, TWO],
        [ONE, TWO],
      ]),
    );
    expect([...browser.registered.values()].map(({ world }) => world)).toEqual([
      "ISOLATED",
      "MAIN",
    ]);
    expect(browser.changes()).toEqual(["register", "update"]);
  });

  test("outlive the browser, and leave out the pages that have them by the manifest", async () => {
    const browser = fakeBrowser({ granted: [ONE] });
    await keepSites(browser);
    for (const script of browser.registered.values()) {
      expect(script.persistAcrossSessions).toBe(true);
      expect(script.excludeMatches).toEqual(["http://localhost/*", "http://127.0.0.1/*"]);
    }
  });

  test("are gone when the last site is revoked, and narrower when another is", async () => {
    const browser = fakeBrowser({ granted: [ONE, TWO] });
    await keepSites(browser);
    await browser.permissions.remove({ origins: [ONE] });
    await vi.waitFor(() => expect(browser.matches()).toEqual([[TWO], [TWO]]));
    await browser.permissions.remove({ origins: [TWO] });
    await vi.waitFor(() => expect(browser.registered.size).toBe(0));
  });

  test("are registered once, whatever happens at the same time", async () => {
    const browser = fakeBrowser({ granted: [ONE] });
    const first = keepSites(browser);
    browser.events.onInstalled.fire();
    browser.events.onStartup.fire();
    await allow(browser, TWO);
    await first;
    await vi.waitFor(() =>
      expect(browser.matches()).toEqual([
        [ONE, TWO],
        [ONE, TWO],
      ]),
    );
    await syncSites(browser);
    expect(browser.changes().filter((name) => name === "register")).toEqual(["register"]);
  });
});

describe("a worker that died", () => {
  test("changes nothing when it comes back and nothing happened", async () => {
    const browser = fakeBrowser({ granted: [ONE] });
    await keepSites(browser);
    browser.killWorker();
    await keepSites(browser);
    expect(browser.changes()).toEqual(["register"]);
  });

  test("repairs what happened without it", async () => {
    const browser = fakeBrowser({ granted: [ONE] });
    await keepSites(browser);
    browser.killWorker();
    browser.granted.delete(ONE);
    browser.granted.add(TWO);
    await keepSites(browser);
    expect(browser.matches()).toEqual([[TWO], [TWO]]);
  });

  test("repairs what it left half done", async () => {
    const [relay] = registrationsFor([ONE]);
    if (!relay) throw new Error("no relay");
    const browser = fakeBrowser({ granted: [ONE], registered: [relay] });
    await keepSites(browser);
    expect([...browser.registered.keys()]).toEqual(["site-1-relay", "site-2-tap"]);
  });
});

test("what an earlier version registered otherwise is put right, and what it called otherwise is taken away", async () => {
  const [relay, tap] = registrationsFor([ONE]);
  if (!relay || !tap) throw new Error("no scripts");
  const frames = { ...tap, allFrames: !tap.allFrames };
  const old = { ...relay, id: "site-old" };
  const browser = fakeBrowser({ granted: [ONE], registered: [relay, frames, old] });
  await syncSites(browser);
  expect([...browser.registered.values()]).toEqual([relay, tap]);
});

test("what others registered is not touched", async () => {
  const [relay] = registrationsFor([ONE]);
  if (!relay) throw new Error("no relay");
  const browser = fakeBrowser({ registered: [{ ...relay, id: "wxt:tap" }] });
  await syncSites(browser);
  expect([...browser.registered.keys()]).toEqual(["wxt:tap"]);
});

test("the same in the browser's words is the same", async () => {
  const browser = fakeBrowser({
    granted: [ONE, TWO],
    registered: registrationsFor([TWO, ONE]).map((script) => ({
      ...script,
      js: script.js.map((path) => `moz-extension://6f2c/${path}`),
      excludeMatches: script.excludeMatches.toReversed(),
    })),
  });
  await syncSites(browser);
  expect(browser.changes()).toEqual([]);
});

test("a browser that refuses is asked again at the next change", async () => {
  const browser = fakeBrowser({ granted: [ONE] });
  const said = vi.spyOn(console, "error").mockReturnValue(undefined);
  const { getAll } = browser.permissions;
  browser.permissions.getAll = () => Promise.reject(new Error("not now"));
  await keepSites(browser);
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
  browser.permissions.getAll = getAll;
  browser.events.onStartup.fire();
  await vi.waitFor(() => expect(browser.matches()).toEqual([[ONE], [ONE]]));
});
