// @vitest-environment happy-dom
import { act } from "react";
import { expect, test, vi } from "vitest";
import type { CaptureEvent } from "../../lib/event.ts";
import { createHopscope } from "../../lib/store.ts";
import { START } from "../../tests/logs/build.ts";
import { onClock, ownTab, publicTab } from "../../tests/logs/pair.ts";
import { setStage } from "../../tests/panel/stage.tsx";
import type { FollowNeighbours, NeighbourLog } from "./neighbours.ts";

const { all, click, one, ...stage } = setStage();
const NOW = START + 120_000;
type Props = Parameters<typeof stage.show>[0] & { own?: CaptureEvent[] };

function show(logs: readonly NeighbourLog[], { own = ownTab(), ...props }: Props = {}) {
  let tell: (logs: readonly NeighbourLog[]) => void = () => {};
  const stop = vi.fn();
  const neighbours = vi.fn<FollowNeighbours>((_origin, take) => {
    tell = take;
    take(logs);
    return stop;
  });
  const store = createHopscope();
  store.getState().append(own);
  stage.show({ store, neighbours, clock: () => NOW, ...props });
  return {
    neighbours,
    stop,
    store,
    tell: (next: readonly NeighbourLog[]) => act(() => tell(next)),
  };
}
const open = () => click(".tabs [data-tab=sync]");
const cells = () => all("[data-cell]").map((cell) => cell.dataset["cell"]);

test("other tabs are read only while somebody looks, those of the page's origin", () => {
  const { neighbours, stop } = show([]);
  expect(neighbours).not.toHaveBeenCalled();
  open();
  expect(neighbours).toHaveBeenCalledExactlyOnceWith("http://localhost:3000", expect.anything());
  click(".tabs [data-tab=jobs]");
  expect(stop).toHaveBeenCalledOnce();
});

test("one tab alone is told how to get another", () => {
  show([]);
  open();
  expect(one("[data-empty=sync]").textContent).toContain("Open the project in a second tab");
});

test("in Portuguese too", () => {
  show([], { language: "pt-BR" });
  open();
  expect(one("[data-empty=sync]").textContent).toContain("Abra o projeto numa segunda aba");
});

test("what another tab misses stands beside what this one got, and opens its evidence", () => {
  const { tell } = show([]);
  open();
  tell([{ tab: 2, events: publicTab() }]);
  expect(cells()).toEqual(["received", "public-join"]);
  expect(all("thead th.tabcol").map((head) => head.textContent)).toEqual([
    "Tab 1v1, private, this tab",
    "Tab 2public",
  ]);
  expect(all("[data-total]").map((total) => total.textContent)).toEqual(["1 of 1", "0 of 1"]);
  click("[data-cell=public-join]");
  const detail = one("[data-detail=public-join]").textContent;
  expect(detail).toContain("The tab joined project:p-1 as public.");
  expect(detail).toContain("Tab 1 got it");
  click("[data-detail] .chip");
  expect(one(".drawer").textContent).toContain("phx_join");
  click("[data-detail] .back");
  expect(all("[data-detail]")).toHaveLength(0);
  expect(one("[data-check=images]").dataset["state"]).toBe("failed");
});

test("a step is chosen, and the job of this tab opens its own evidence", () => {
  show([{ tab: 2, events: publicTab() }]);
  open();
  click("[data-step=U5]");
  expect(cells()).toEqual(["received", "received"]);
  click("[data-cell=received]");
  click("[data-detail] .chip");
  expect(one(".drawer").dataset["event"]).toMatch(/^own:/);
});

test("an event of another tab changes neither the jobs nor the verdicts of this one", () => {
  const { store, tell } = show([]);
  open();
  const before = store.getState();
  tell([{ tab: 2, events: publicTab() }]);
  expect(store.getState()).toBe(before);
});

test("after a clear the jobs before it are gone, and another tab does not bring them back", () => {
  const { tell } = show([{ tab: 2, events: publicTab() }]);
  open();
  expect(cells()).toHaveLength(2);
  click('button[aria-label="Clear"]');
  expect(cells()).toEqual([]);
  tell([{ tab: 2, events: [...publicTab()] }]);
  expect(cells()).toEqual([]);
});

test("the table is copied as it stands, as Markdown and as JSON", () => {
  const copied: string[] = [];
  document.execCommand = () => {
    copied.push(document.querySelector("textarea")?.value ?? "");
    return true;
  };
  show([{ tab: 2, events: publicTab() }]);
  open();
  click(".sync .actions button:first-of-type");
  click(".sync .actions button:last-of-type");
  expect(copied[0]).toContain("| 00000001 prompt 1 |");
  expect(copied[0]).toContain("| received | public join |");
  expect(JSON.parse(copied[1]!)).toMatchObject({ version: 1, tabs: [{ tab: 1 }, { tab: 2 }] });
});

test("a file with two tabs is compared without any neighbour", () => {
  const store = createHopscope();
  store.getState().append([...ownTab(), ...publicTab()]);
  stage.show({ store, connection: "file" });
  open();
  expect(cells()).toEqual(["received", "public-join"]);
  expect(one("aside").textContent).toContain("2 tabs of this trace.");
});

test("files of several people stand beside each other, and their clocks are moved only when somebody says so", () => {
  const onShow = vi.fn<(name: string) => void>();
  show([{ name: "bob.gz", events: onClock(publicTab(), 5_000) }], {
    own: onClock(ownTab(), 0),
    connection: "file",
    clock: undefined,
    files: { names: ["ada.gz", "bob.gz"], shown: "ada.gz", onShow },
  });
  open();
  expect(cells()).toEqual(["received", "public-join"]);
  expect(one(".clocks").textContent).toContain("The clock of bob.gz is about 5.0 s ± 8 ms ahead");
  expect(one("aside").textContent).toContain("2 tabs of these traces.");
  const isAligned = () => (one("[name=align]") as HTMLInputElement).checked;
  expect(isAligned()).toBe(false);
  click("[name=align]");
  expect(isAligned()).toBe(true);
  const list = one(".files select") as HTMLSelectElement;
  act(() => {
    list.value = "bob.gz";
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
  expect(onShow).toHaveBeenCalledExactlyOnceWith("bob.gz");
});
