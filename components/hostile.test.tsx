// @vitest-environment happy-dom
import { act } from "react";
import { expect, test } from "vitest";
import type { Notice } from "../lib/chain/job.ts";
import { createHopscope, horizon } from "../lib/store.ts";
import { cases } from "../tests/logs/cases.ts";
import { attacks, deepJson, spoil } from "../tests/logs/spoil.ts";
import { START, fixtureEvents, fixtureJob, fixtureStore } from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";
import { copyableJson } from "./copy.ts";

const stage = setStage();
const { all, click, one } = stage;

/** A job with a fix, handlers, answers and pictures, and one that runs. */
const log = Object.values(cases).find(
  ({ verdicts, events }) =>
    verdicts.some(({ rule }) => rule === "R01") &&
    events.some(({ kind }) => kind === "handler.run"),
)?.events;

function storeOf(attack: string) {
  const store = createHopscope();
  store.getState().append(spoil(log ?? [], attack));
  const last = store.getState().events.at(-1);
  const stamp = (by: number) => {
    const { doc = "d1", seq = 0, at = 0 } = last ?? {};
    return { id: `${doc}:${seq + by}`, seq: seq + by, doc, at };
  };
  store.getState().append([
    { ...stamp(1), kind: "error.throw", message: attack, stack: `Error\n at ${attack}` },
    {
      ...stamp(2),
      kind: "console.line",
      level: "log",
      text: `[REALTIME] ${attack}`,
      args: [attack],
    },
    { ...stamp(3), kind: "socket.close", socket: 1, code: 4000, reason: attack, clean: true },
  ]);
  store.getState().tick(store.getState().now + horizon());
  return store;
}

/** Elements by which text could do more than stand there. */
const ACTIVE = "a, img, script, style, link, iframe, object, embed, form, base, meta, video, audio";
const HIDDEN = /[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]|\p{Cs}|\p{Cc}/u;

function expectInert() {
  expect(all(ACTIVE)).toEqual([]);
  for (const element of all("*")) {
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on|^(?:href|src|srcdoc|action|formaction)$/);
      if (name === "style") expect(value).not.toMatch(/url|evil/);
      if (["title", "aria-label", "value"].includes(name)) expect(value).not.toMatch(HIDDEN);
    }
  }
  expect(document.body.textContent.replaceAll(/[\n\t]/g, "")).not.toMatch(HIDDEN);
  expect(Reflect.get(globalThis, "pwned")).toBeUndefined();
  expect(Reflect.ownKeys({}.constructor.prototype as object)).not.toContain("polluted");
}

test.each(Object.entries(attacks))(
  "names, prompts, errors and payloads that are %s are text in every view",
  (_name, attack) => {
    stage.show({ store: storeOf(attack), connection: "file" });
    expect(all(".job").length).toBeGreaterThan(0);
    expectInert();
    for (const details of all("details")) act(() => details.setAttribute("open", ""));
    for (const chip of all(".chip").slice(0, 6)) act(() => chip.click());
    expectInert();
    click(".tabs [data-tab=events]");
    expectInert();
    const rows = all("li.event").map((row) => row.dataset["event"]);
    expect(rows.length).toBeGreaterThan(10);
    for (const row of all("li.event").slice(-12)) {
      act(() => row.click());
      for (const toggle of all(".json-toggle[aria-expanded=false]").slice(0, 20)) {
        act(() => toggle.click());
      }
      expectInert();
    }
  },
);

test("of 20,000 jobs and of 5,000 notices as many are drawn as are in sight", () => {
  const job = (place: number) =>
    fixtureJob({ slots: "ooiiooo ioiioooioooo", id: `job-${place}`, startedAt: START + place });
  const notice = (place: number): Notice => ({
    ...{ id: `n${place}`, rule: "R54", level: "problem", doc: "doc", at: START, title: "t" },
    ...{ sentence: "s", evidence: [] },
  });
  const jobs = Array.from({ length: 20_000 }, (_unused, place) => job(place));
  const notices = Array.from({ length: 5_000 }, (_unused, place) => notice(place));
  const store = fixtureStore({ jobs, events: fixtureEvents() });
  store.setState({ notices });
  stage.show({ store });
  const drawn = () => all(".job").map((row) => Number(row.dataset["job"]?.slice(4)));
  expect(drawn().length).toBeLessThan(60);
  expect(drawn()[0]).toBe(19_999);
  const box = one(".job-rows");
  const place = 10_000;
  act(() => {
    box.scrollTop = place * 22;
    box.dispatchEvent(new Event("scroll"));
  });
  expect(drawn().length).toBeLessThan(60);
  expect(drawn()).toContain(19_999 - place);
  const heights = [...box.children].map((row) =>
    row.role === "presentation" ? Number.parseInt((row as HTMLElement).style.height) : 22,
  );
  expect(heights.reduce((sum, height) => sum + height, 0)).toBe(20_000 * 22);
  expect(all(".picker option").length).toBeLessThanOrEqual(101);
  expect(all("[data-notice]")).toHaveLength(100);
  expect(document.body.textContent).toContain("5000 problems");
});

test("a payload 10,000 levels deep is drawn as far as it is opened, and copied as it came", () => {
  const store = createHopscope();
  const stamp = { id: "d:0", seq: 0, doc: "d", at: 1 };
  const text = `[null,null,"realtime:a","broadcast",${deepJson(10_000)}]`;
  store.getState().append([{ ...stamp, kind: "frame.in", socket: 1, size: 1, body: { text } }]);
  stage.show({ store, connection: "file" });
  click(".tabs [data-tab=events]");
  act(() => all("li.event")[0]?.click());
  expect(all(".json-toggle").length).toBeGreaterThan(0);
  expect(all(".json-toggle").length).toBeLessThan(10);
  const deep = JSON.parse(deepJson(10_000)) as unknown;
  expect(copyableJson(deep, { flat: "\u202E" })).toBe(String.raw`{
  "flat": "\u202e"
}`);
});
