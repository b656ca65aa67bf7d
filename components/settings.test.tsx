// @vitest-environment happy-dom
import { act } from "react";
import { describe, expect, test } from "vitest";
import { fixtureEvents, fixtureStore, stoppedAtU9 } from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";
import type { Keeper } from "./kept.tsx";
import { noSettings, readSettings, type Settings } from "./settings.ts";

const { all, click, one, press, type, ...stage } = setStage();

/** A panel whose settings are kept; gives a look at what was kept last. */
function show(first: Partial<Settings> = {}, props: Parameters<typeof stage.show>[0] = {}) {
  const store = fixtureStore({ jobs: [stoppedAtU9()], events: fixtureEvents() });
  let settings: Settings = { ...noSettings, ...first };
  const render = () =>
    stage.show({
      store,
      settings,
      onSettings: (next) => {
        settings = next;
        render();
      },
      ...props,
    });
  render();
  click('[aria-label="Settings"]');
  return () => settings;
}
const row = (step: string) => `.budgets [data-step="${step}"]`;
const field = (step: string) => one(`${row(step)} input`) as HTMLInputElement;
const leave = (step: string) =>
  act(() => void field(step).dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
const cells = (step: string) => all(`${row(step)} td`).map((cell) => cell.textContent);
const ask = '[data-action="ask-alone"]';
const probes = { get: () => Promise.resolve(), join: () => Promise.resolve() };

describe("budgets", () => {
  test("are those of nineteen hops, as they are by default, learned and set", () => {
    show({ budgets: { U1: 45_000 } }, { learned: { U9: 800 } });
    expect(all(".budgets tbody tr")).toHaveLength(19);
    expect(cells("U9").slice(0, 2)).toEqual(["1.50 s", "800 ms"]);
    expect(cells("U10").slice(0, 2)).toEqual(["1.00 s", "–"]);
    expect(field("U1").value).toBe("45000");
    expect(field("U9").placeholder).toBe("800");
  });

  test("are taken when they are whole, with Enter or by leaving the field", () => {
    const kept = show();
    type(`${row("U9")} input`, "2500");
    expect(kept().budgets).toEqual({});
    press("Enter", field("U9"));
    expect(kept().budgets).toEqual({ U9: 2_500 });
    type(`${row("U10")} input`, "70");
    leave("U10");
    expect(kept().budgets).toEqual({ U9: 2_500, U10: 70 });
  });

  test.each(["soon", "0", "-5", "1.5", "99999999"])("%s is none", (text) => {
    const kept = show();
    type(`${row("U9")} input`, text);
    expect(field("U9").getAttribute("aria-invalid")).toBe("true");
    leave("U9");
    expect(kept().budgets).toEqual({});
    expect(field("U9").value).toBe("");
  });

  test("are reset one by one, by emptying the field, or all at once", () => {
    const kept = show({ budgets: { C1: 1, U1: 2, U9: 3 } });
    click(`${row("C1")} button`);
    expect(kept().budgets).toEqual({ U1: 2, U9: 3 });
    type(`${row("U1")} input`, "");
    leave("U1");
    expect(kept().budgets).toEqual({ U9: 3 });
    click(".settings-top .link");
    expect(kept().budgets).toEqual({});
  });

  test("Esc gives up what was typed, then leaves the settings", () => {
    const kept = show();
    type(`${row("U9")} input`, "7");
    press("Escape", field("U9"));
    expect(field("U9").value).toBe("");
    press("Escape", field("U9"));
    expect(one(".panel").dataset["view"]).toBe("jobs");
    expect(kept()).toEqual(noSettings);
  });

  test("decide how wide the bar of a hop is", () => {
    show({ budgets: { U9: 9_000 } }, { learned: { U9: 800 } });
    click('[aria-label="Settings"]');
    // With the 2 s and the 0.5 s of U7 and U8, which nobody saw.
    expect(one('.rung[data-step="U9"] .hop').title).toContain("budget 11.5 s");
  });
});

describe("taking the taps out", () => {
  const button = '[data-action="take-out"]';

  test("says that they are out and how they come back", async () => {
    let reloads = 0;
    const takeOut = () => Promise.resolve();
    show({}, { probes: { ...probes, takeOut }, onReload: () => (reloads += 1) });
    await stage.ask(button);
    const said = one('[data-taps="out"] p');
    expect(said.textContent).toContain("The taps are out. Reload the page to put them back.");
    click('[data-taps="out"] button');
    expect(reloads).toBe(1);
  });

  test("says why they are still in", async () => {
    const takeOut = () => Promise.reject(new Error("The page went away."));
    show({}, { probes: { ...probes, takeOut } });
    await stage.ask(button);
    expect(one('[role="alert"]').textContent).toBe("The taps are still in: The page went away.");
    expect((one(button) as HTMLButtonElement).disabled).toBe(false);
  });

  test("is not offered where there is no page", () => {
    show({}, { probes: { ...probes, takeOut: () => Promise.resolve() }, connection: "gone" });
    expect(all(button)).toEqual([]);
  });
});

describe("what is kept", () => {
  const button = '[data-action="delete-all"]';

  /** A keeper with something in it. */
  function fakeKeeper() {
    const kept = { bytes: 2_400_000, events: 1_200, retention: { minutes: 5, megabytes: 256 } };
    const keeper: Keeper = {
      look: () => Promise.resolve({ ...kept }),
      set: (retention) => Promise.resolve(void Object.assign(kept, { retention })),
      deleteAll: () => Promise.resolve(void Object.assign(kept, { bytes: 0, events: 0 })),
    };
    return { kept, keeper };
  }

  test("is shown with its size, and deleted by a second press of the same button", async () => {
    const { kept, keeper } = fakeKeeper();
    show({}, { keeper });
    await act(async () => {});
    expect(one("[data-kept]").textContent).toBe("2.4 MB are kept now, 1200 events.");
    click(button);
    expect(one(button).textContent).toContain("Press again");
    act(() => void one(button).dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
    await stage.ask(button);
    expect(kept.events).toBe(1_200);
    await stage.ask(button);
    expect(one("[data-kept]").textContent).toBe("0 B are kept now, 0 events.");
    expect((one(button) as HTMLButtonElement).disabled).toBe(true);
  });

  test("has minutes and megabytes that are whole", async () => {
    const { kept, keeper } = fakeKeeper();
    show({}, { keeper });
    await act(async () => {});
    type("[name=minutes]", "0");
    press("Enter", one("[name=minutes]"));
    expect(kept.retention.minutes).toBe(5);
    type("[name=minutes]", "30");
    press("Enter", one("[name=minutes]"));
    await act(async () => {});
    expect(kept.retention).toEqual({ minutes: 30, megabytes: 256 });
  });
});

describe("asking by itself", () => {
  test("is off, and is switched for the site of the page", () => {
    const kept = show({ askAlone: ["https://other.example"] }, { probes });
    expect(one(ask).textContent).toBe("Ask by itself on localhost");
    expect(one(ask).getAttribute("aria-checked")).toBe("false");
    click(ask);
    expect(kept().askAlone).toEqual(["https://other.example", "http://localhost"]);
    expect(one(ask).getAttribute("aria-checked")).toBe("true");
    click(ask);
    expect(kept().askAlone).toEqual(["https://other.example"]);
  });

  test("cannot be switched where nobody can ask", () => {
    show();
    expect((one(ask) as HTMLButtonElement).disabled).toBe(true);
    expect(one(ask).title).toBe("There is no page to ask.");
  });
});

test("the page's timeline is written only when somebody wants it", () => {
  const measures = '[data-action="measures"]';
  const kept = show({}, { probes });
  expect(one(measures).getAttribute("aria-checked")).toBe("false");
  click(measures);
  expect(kept().measures).toBe(true);
  click(measures);
  expect(kept().measures).toBe(false);
});

test("there are no settings where nobody keeps them", () => {
  stage.show({ store: fixtureStore({ events: fixtureEvents() }) });
  expect(all('[aria-label="Settings"]')).toHaveLength(0);
});

describe("what was stored", () => {
  test("comes back as it was", () => {
    const settings = {
      budgets: { U9: 2_500 },
      askAlone: ["http://localhost:3000"],
      measures: true,
    };
    expect(readSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  test.each([null, "x", { budgets: [1], askAlone: {} }, { budgets: { U9: "9", X1: 5, U1: -1 } }])(
    "may be anything: %j",
    (stored) => expect(readSettings(stored)).toEqual(noSettings),
  );
});
