import { expect, test } from "vitest";
import { JOB_TOPIC, Page, PROJECT_TOPIC, START, together } from "./build.ts";
import { onClock } from "./pair.ts";
import { arrived, created, finished, hops, idOf, play, ready } from "./play.ts";
import { say } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { followLogs } from "../../lib/sheet/follow.ts";
import { sheetMarkdown } from "../../lib/sheet/report.ts";
import type { Cell, CellKind, Sheet, SheetStep } from "../../lib/sheet/sheet.ts";

const job = play();
const DONE = START + 120_000;

/** The tab that made the job, with all of it. */
function whole(): Page {
  const page = new Page("a", START, 1);
  ready(page);
  created(page, job);
  finished(page, job);
  arrived(page, [job]);
  return page;
}

/** Another tab, at the same moments; what it does from the project frame on is given. */
function beside(arrive: (page: Page) => void, prepare: (page: Page) => void = ready): Page {
  const page = new Page("b", START + 20, 2);
  page.open();
  prepare(page);
  const first = whole().events.find(({ kind }) => kind === "fetch.start")!;
  page.now = first.at;
  hops.insertHandled(page, hops.inserted(page, job, 220));
  hops.queued(page, job);
  hops.updateHandled(page, hops.completed(page, job));
  arrive(page);
  return page;
}

const sheetOf = (...pages: Page[]): Sheet =>
  followLogs()([{ id: "own", name: "live", events: together(...pages) }], true).sheet({
    now: DONE,
  });
const cellsOf = (sheet: Sheet, step: SheetStep): Cell[] => sheet.rows[0]!.steps[step].cells;
const kinds = (sheet: Sheet, step: SheetStep): CellKind[] =>
  cellsOf(sheet, step).map(({ kind }) => kind);

const joined = (page: Page, isPrivate = true) => {
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC, { private: isPrivate });
};
const hide = (page: Page, after = 0) =>
  page.say(after, { kind: "page.visibility", state: "hidden" });
const show = (page: Page, after = 0) =>
  page.say(after, { kind: "page.visibility", state: "visible" });
const cut = (page: Page) =>
  page.say(10, { kind: "socket.close", socket: 1, code: 1006, reason: "", clean: false });

test("the builder's first tab has everything", () => {
  expect(kinds(sheetOf(whole()), "U12")).toEqual(["received"]);
});

type Told = [kind: CellKind, step: SheetStep, page: () => Page, proof: CaptureEvent["kind"]];
const TABLE: Record<string, Told> = {
  "in sync": [
    "received",
    "U12",
    () => beside((page) => arrived(page, [job]), joined),
    "image.load",
  ],
  "late by 4 s": [
    "late",
    "U9",
    () => beside((page) => hops.saved(page, [job], 4_300), joined),
    "frame.in",
  ],
  "missed, joined as private": ["missed", "U9", () => beside(() => {}, joined), "frame.out"],
  "hidden and nothing came": [
    "hidden",
    "U9",
    () =>
      beside(
        () => {},
        (page) => (joined(page), hide(page)),
      ),
    "page.visibility",
  ],
  "hidden, the picture is there unseen": [
    "hidden",
    "U12",
    () =>
      beside(
        (page) => arrived(page, [job]),
        (page) => (joined(page), hide(page)),
      ),
    "image.load",
  ],
  "hidden, caught up when it was shown": [
    "hidden",
    "U12",
    () =>
      beside(
        (page) => {
          arrived(page, [job]);
          show(page, 20_000);
        },
        (page) => (joined(page), hide(page)),
      ),
    "image.load",
  ],
  "cut before the frame": ["disconnected", "U9", () => beside(cut, joined), "socket.close"],
  "cut before the frame, caught up when it was back": [
    "disconnected",
    "U12",
    () =>
      beside((page) => {
        cut(page);
        page.connect(2);
        hops.shown(page, job, 8_000);
      }, joined),
    "image.load",
  ],
  "another user": [
    "other-user",
    "U9",
    () => {
      const page = new Page("b", START + 20, 2);
      page.open();
      const token = `jwt:${JSON.stringify({ role: "authenticated", sub: "u-2" })}`;
      page.sends(1, "realtime:fal_jobs:u-2", "phx_join", { config: {}, access_token: token });
      return page;
    },
    "frame.out",
  ],
  "public join": [
    "public-join",
    "U9",
    () =>
      beside(
        () => {},
        (page) => joined(page, false),
      ),
    "frame.out",
  ],
  "not open yet": [
    "not-due",
    "U12",
    () => {
      const page = new Page("b", START + 30_000, 2);
      ready(page);
      arrived(page, [job]);
      return page;
    },
    "image.load",
  ],
};

test.each(Object.entries(TABLE))("%s", (_name, [kind, step, page, proof]) => {
  const other = page();
  const cell = cellsOf(sheetOf(whole(), other), step)[1]!;
  expect([cell.kind, say(cell.why)]).toEqual([kind, expect.stringMatching(/\w/)]);
  const event = other.events.find(({ id }) => id === cell.evidence[0]?.event);
  expect(event?.kind).toBe(proof);
});

test("a tab that was closed before is accused of nothing", () => {
  const other = beside(() => {}, joined);
  const at = other.events.at(-1)!.at;
  const logs = [
    { id: "own", name: "live", events: whole().events },
    { id: "2", name: "live", events: other.events, closedAt: at },
  ];
  const sheet = followLogs()(logs, true).sheet({ now: DONE });
  expect(kinds(sheet, "U5")).toEqual(["received", "received"]);
  expect(kinds(sheet, "U9")).toEqual(["received", "not-due"]);
});

test("late says by how much, and the first tab is the measure", () => {
  const [, cell] = cellsOf(
    sheetOf(
      whole(),
      beside((page) => hops.saved(page, [job], 4_300), joined),
    ),
    "U9",
  );
  expect(cell?.after).toBeGreaterThan(3_000);
  expect(say(cell!.why)).toMatch(/after the first tab had it\. The budget is 1\.5 s\./);
});

test("where tabs differ the row says why, with the broadcast's own id", () => {
  const { rows } = sheetOf(
    whole(),
    beside(
      () => {},
      (page) => joined(page, false),
    ),
  );
  const { difference, message } = rows[0]!.steps.U9;
  expect(message).toMatch(/^m\d+$/);
  expect(say(difference!)).toBe(
    `Tab 1 got it (meta.id ${message}). Tab 2: The tab joined project:p-1 as public. The database sends it as private, so it never comes here.`,
  );
  expect(rows[0]!.steps.U5.difference).toBeUndefined();
});

test("within its time nothing is missed, and a frame that no tab got accuses nobody", () => {
  const other = beside(() => {}, joined);
  const logs = [{ id: "own", name: "live", events: together(whole(), other) }];
  const at = whole().events.at(-1)!.at;
  expect(followLogs()(logs, true).sheet({ now: at }).rows[0]?.steps.U9.cells[1]?.kind).toBe(
    "waiting",
  );
  const alone = followLogs()([{ id: "own", name: "live", events: other.events }], true);
  expect(alone.sheet({ now: DONE }).rows[0]?.steps.U9.cells[0]?.kind).toBe("unknown");
});

test("in any order and in any parts the sheet is the same", () => {
  const pages = Object.values(TABLE).map(([, , page]) => page());
  for (const other of pages) {
    const [here, there] = [whole().events, other.events];
    const all = sheetOf(whole(), other);
    const follow = followLogs();
    let last: Sheet | undefined;
    const sheets = [
      [[], there],
      [here.slice(0, 9), there],
      [here, there],
    ].map(([own, next]) => {
      const logs = [
        { id: "own", name: "live", events: own! },
        { id: "2", name: "live", events: next! },
      ];
      last = follow(logs, true).sheet({ now: DONE });
      return last;
    });
    expect(sheets).toHaveLength(3);
    const order = last!.tabs.map(({ tab }) => tab);
    const swap = (cells: Cell[]) => (order[0] === 1 ? cells : cells.toReversed());
    for (const step of ["U9", "U5", "U12", "C7"] as const) {
      expect(swap(cellsOf(last!, step)).map(({ kind, at }) => [kind, at])).toEqual(
        cellsOf(all, step).map(({ kind, at }) => [kind, at]),
      );
    }
  }
});

test("clocks of two files are compared by the broadcasts of both, shown, and applied only when asked", () => {
  const other = beside((page) => arrived(page, [job]), joined);
  const logs = [
    { id: "A", name: "A", events: onClock(whole().events, 0) },
    { id: "B", name: "B", events: onClock(other.events, 3_600_000) },
  ];
  const book = followLogs()(logs, false);
  const plain = book.sheet({ now: DONE + 3_600_000 });
  expect(plain.clocks).toHaveLength(1);
  const { ahead = 0, broadcasts } = plain.clocks[0]!;
  expect(Math.abs(ahead - 3_600_000)).toBeLessThan(100);
  expect(broadcasts).toBe(3);
  const [, unaligned] = cellsOf(plain, "U12");
  expect([unaligned?.kind, unaligned?.after, unaligned?.estimated]).toEqual([
    "received",
    0,
    undefined,
  ]);
  const [, aligned] = cellsOf(book.sheet({ now: DONE + 3_600_000, aligned: true }), "U12");
  expect([aligned?.kind, aligned?.estimated]).toEqual(["received", true]);
  const stranger = followLogs()(
    [logs[0]!, { id: "B", name: "B", events: other.events.slice(0, 12) }],
    false,
  ).sheet({ now: DONE });
  expect(stranger.clocks[0]).toEqual({ log: "B", broadcasts: 0 });
  expect(cellsOf(stranger, "U9")[1]?.kind).toBe("unknown");
});

test("only the newest jobs are compared, and what began before a clear stays away", () => {
  const page = new Page("a", START, 1);
  ready(page);
  for (let n = 1; n <= 205; n += 1) hops.inserted(page, play(n), 10);
  const book = followLogs()([{ id: "own", name: "live", events: page.events }], true);
  const { rows } = book.sheet({ now: DONE });
  expect(rows).toHaveLength(200);
  expect(rows[0]?.id).toBe(idOf(205));
  expect(book.sheet({ now: DONE, since: rows[9]!.startedAt }).rows).toHaveLength(10);
});

test("in Markdown nothing that a page wrote is more than text", () => {
  const sheet = sheetOf(
    whole(),
    beside(() => {}, joined),
  );
  sheet.rows[0]!.prompt = "](javascript:1)\n# <img src=x> | x";
  const options = { language: "pt-BR", steps: ["U9"], nameOf: () => "Frame" } as const;
  const text = sheetMarkdown(sheet, options);
  expect(text).toContain(String.raw`| 00000001 \](javascript:1) \# \<img src=x\> \| x | m`);
  expect(text).toContain("| Recebidos dos devidos |  | 1 de 1 | 0 de 1 |");
});
