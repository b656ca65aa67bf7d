// @vitest-environment happy-dom
import { act } from "react";
import { describe, expect, test, vi } from "vitest";
import { NOW, pictureJobs, pictureStore } from "../tests/panel/picture.ts";
import { setStage } from "../tests/panel/stage.tsx";
import type { AppProps } from "./app.tsx";

const { all, click, one, press, type, ...stage } = setStage();
const show = (props: Partial<AppProps> = {}) =>
  stage.show({ store: pictureStore(), clock: () => NOW, ...props });

const choose = (selector: string, value: string) =>
  act(() => {
    const list = one(selector) as HTMLSelectElement;
    list.value = value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
const ids = () => all(".job .id").map((id) => id.textContent);

describe("the list of fourteen jobs", () => {
  test("has a line where the page was loaded again", () => {
    show();
    const line = one(".mark-row");
    expect(line.textContent).toContain("/projects/7c1e04b2");
    expect(line.previousElementSibling?.textContent).toContain("6ac5");
    expect(line.nextElementSibling?.textContent).toContain("f410");
  });

  test("names the hole that six share and shows these six", () => {
    show();
    expect(one(".pattern").textContent).toContain("6 of 14 jobs have the same hole at U9.");
    click(".pattern .link");
    expect(ids()).toEqual(["3f2a", "19e7", "b3aa", "5d12", "02bd", "88b6"]);
    click(".pattern .link");
    expect(ids()).toHaveLength(14);
  });

  test("can be limited to one flow", () => {
    show();
    choose('select[aria-label="Flow"]', "v2");
    expect(ids()).toEqual(["77d0", "c04b", "e8f1", "6ac5", "d71f"]);
  });

  test("finds every word of a search", () => {
    show();
    type(".search input", "fog variant");
    expect(ids()).toEqual(["19e7"]);
  });

  test("marks one column, that of the selected step", () => {
    show();
    click('.job[data-job^="3f2a"]');
    expect(one(".axis.on").textContent).toBe("9");
    press(",");
    expect(one(".axis.on").textContent).toBe("8");
  });
});

test("a verdict between two steps names both and marks the last", () => {
  const [job] = pictureJobs().slice(-3);
  if (!job) throw new Error("no job");
  const { step: _, ...verdict } = job.verdict;
  const between = { ...job, verdict: { ...verdict, between: ["U7", "U9"] as ["U7", "U9"] } };
  show({ store: pictureStore({ jobs: [between] }) });
  expect(one(".job .word").textContent).toBe("stopped U7–U9");
  expect(one(".rung.on").dataset["step"]).toBe("U9");
  expect(one('ol[aria-label="Update"] .chain').textContent).toContain("stopped U7–U9");
});

describe("hops", () => {
  const hop = (step: string) => one(`.rung[data-step="${step}"] .hop`);

  test("a step that never came is over its budget, in red", () => {
    show();
    click('.job[data-job^="3f2a"]');
    expect(hop("U9").dataset.hop).toBe("broken");
    expect(hop("U9").textContent).toBe(">4.00 s");
  });

  test("a step that is waited for shows its clock and its budget", () => {
    show();
    expect(one('.rung[data-step="U1"] .at').textContent).toBe("0:02");
    expect(hop("U1").textContent).toBe("/ 20 s");
    expect(hop("U1").dataset.hop).toBe("waiting");
  });

  test("the first step has none", () => {
    show();
    expect(hop("C1").textContent).toBe("");
  });
});

describe("evidence", () => {
  test("Enter opens that of the selected step, Esc closes it", () => {
    show();
    click('.job[data-job^="3f2a"]');
    press("Enter");
    expect(one(".drawer").dataset.event).toBe("new:8");
    expect(one('[data-pane="wire"] .raw').textContent).toContain('"private":false');
    press("Escape");
    expect(all(".drawer")).toHaveLength(0);
  });

  test("a binary frame is shown as bytes, decoded, and with the handlers that got it", () => {
    show();
    click('.job[data-job^="c04b"]');
    click('.rung[data-step="U9"] .chip');
    expect(one(".hex b").textContent.trim()).toBe("04 19 06 2d 01");
    expect(one('[data-pane="decoded"]').textContent).toContain("realtime:project:7c1e04b2");
    expect(one('[data-pane="received"]').textContent).toBe(
      "Received by your codeNo handler ran with this frame.",
    );
  });

  test("the body of an answer is read as JSON", () => {
    show();
    click('.job[data-job^="3f2a"]');
    click(".because .chip:last-child");
    expect(one('[data-pane="decoded"]').textContent).toContain('id: "7c1e04b2"');
  });
});

describe("the bar", () => {
  test("says when nothing is recorded, and asks for it again", () => {
    const onRecord = vi.fn();
    show({ recording: false, onRecord });
    expect(one(".status").textContent).toContain("paused");
    click('[aria-label="Record"]');
    expect(onRecord).toHaveBeenCalledWith(true);
  });

  test("has no record button for a file", () => {
    show({ connection: "file" });
    expect(all('[aria-label="Record"]')).toHaveLength(0);
  });

  test("clears the log", () => {
    const store = show();
    click('[aria-label="Clear"]');
    expect(store.getState().events).toHaveLength(0);
    expect(one(".blank").dataset.empty).toBe("quiet");
  });

  test("warns when the connection is lost and keeps what was seen", () => {
    const onReload = vi.fn();
    show({ connection: "gone", onReload });
    expect(ids()).toHaveLength(14);
    click(".notice .link");
    expect(onReload).toHaveBeenCalledOnce();
  });
});

describe("events", () => {
  test("can be limited to one kind", () => {
    show();
    click(".tabs button:nth-child(2)");
    choose('select[aria-label="Kind"]', "handler");
    expect(new Set(all(".event .kind").map((kind) => kind.textContent))).toEqual(
      new Set(["handler.run"]),
    );
  });
});

describe("with nothing to show", () => {
  test.each([
    ["gone", "absent", "127.0.0.1"],
    ["file", "none", "Open a trace"],
  ] as const)("%s: says where to go on", (connection, reason, words) => {
    show({ store: pictureStore({ jobs: [], events: [] }), connection, onReload: () => undefined });
    expect(one(".blank").dataset.empty).toBe(reason);
    expect(one(".blank").textContent).toContain(words);
  });
});
