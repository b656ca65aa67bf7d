// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import type { HopscopeState as State } from "../lib/store.ts";
import {
  fixtureEvents,
  fixtureJob,
  fixtureStore,
  START,
  stoppedAtU9,
} from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";
import type { AppProps } from "./app.tsx";

const { all, click, one, press, ...stage } = setStage();
const show = (state: Partial<State>, props: Partial<AppProps> = {}) =>
  stage.show({ store: fixtureStore(state), ...props });

const running = fixtureJob({
  id: "a91c0000",
  slots: "ooooooo ow..........",
  startedAt: START + 57_000,
  verdict: { kind: "running", step: "U2", title: "Waiting for U2" },
});
const complete = fixtureJob({
  id: "c04b0000",
  slots: "ooooooo oooooooooooo",
  prompt: "Ceramic fox",
  startedAt: START + 1,
});
const jobs = [stoppedAtU9(), complete, running];

describe("job list", () => {
  test("shows nineteen slots with their statuses, newest job first", () => {
    show({ jobs });
    expect(all(".job").map((row) => row.dataset.job)).toEqual(["a91c0000", "c04b0000", "3f2a0000"]);
    const slots = all('[data-job="3f2a0000"].job .mark').map((mark) =>
      mark.getAttribute("data-status"),
    );
    expect(slots).toHaveLength(19);
    expect(slots.slice(14)).toEqual(["inferred", "missing", "blocked", "blocked", "blocked"]);
  });

  test("says each verdict in a word, and the time of a running job as a clock", () => {
    show({ jobs });
    expect(all(".job .word").map((word) => word.textContent)).toEqual([
      "waiting U2",
      "complete",
      "stopped U9",
    ]);
    expect(one('.job[data-job="a91c0000"] .num').textContent).toBe("0:03");
    expect(one('.job[data-job="3f2a0000"] .num').textContent).toBe("8.5 s");
  });

  test("filters by verdict and counts each", () => {
    show({ jobs });
    expect(all("[data-filter]").map((button) => button.textContent)).toEqual([
      "All 3",
      "Running 1",
      "Broken 1",
      "Rescued 0",
      "Complete 1",
    ]);
    click('[data-filter="broken"]');
    expect(all(".job").map((row) => row.dataset.job)).toEqual(["3f2a0000"]);
    click('[data-filter="rescued"]');
    expect(one(".none").textContent).toContain("Nothing matches");
  });

  test("names the hole that several jobs share and shows only these", () => {
    const second = stoppedAtU9({ id: "19e70000", startedAt: START + 5 });
    show({ jobs: [...jobs, second] });
    expect(one(".pattern b").textContent).toBe("2 of 4 jobs have the same hole at U9.");
    click(".pattern .link");
    expect(all(".job")).toHaveLength(2);
  });
});

describe("ladder", () => {
  test("ends its rail at the break and does not accuse what comes after", () => {
    show({ jobs: [stoppedAtU9()] });
    const rail = (step: string) => one(`.rung[data-step="${step}"] .rail`).dataset;
    expect(rail("U7").down).toBe("pale");
    expect(rail("U8").down).toBe("none");
    expect(rail("U9").up).toBe("none");
    expect(one('.rung[data-step="U10"]').dataset.status).toBe("blocked");
    expect(one('.rung[data-step="U10"] .at').textContent).toBe("not reached");
    expect(one('.rung[data-step="U9"] .at').textContent).toBe("nothing");
  });

  test("says when a step was seen, or from which it is inferred", () => {
    show({ jobs: [stoppedAtU9()] });
    expect(one('.rung[data-step="C2"] .at').textContent).toBe("+318 ms");
    expect(one('.rung[data-step="C3"] .at').textContent).toBe("inferred from C5");
    expect(one('.rung[data-step="U5"] .what').textContent).toBe("fal_jobs:u_51c7");
    expect(one('ol[aria-label="Update"] .chain').textContent).toBe("Update 8 of 12, stopped U9");
  });

  test("opens the event of a chip, decoded, with the handler that got it", () => {
    show({ jobs: [stoppedAtU9()], events: fixtureEvents() });
    click('.rung[data-step="U5"] .chip');
    expect(one(".drawer").dataset.event).toBe("doc:2");
    expect(one('[data-pane="decoded"]').textContent).toContain("realtime:fal_jobs:u_51c7");
    expect(one('[data-pane="received"]').textContent).toContain("handleJobUpdate");
    press("Escape");
    expect(all(".drawer")).toHaveLength(0);
  });
});

describe("keyboard", () => {
  test("j and k choose the job, full stop and comma the step", () => {
    show({ jobs });
    press("j");
    expect(one(".job.on").dataset.job).toBe("c04b0000");
    press("ArrowDown");
    expect(one(".job.on").dataset.job).toBe("3f2a0000");
    expect(one(".rung.on").dataset.step).toBe("U9");
    press(",");
    expect(one(".rung.on").dataset.step).toBe("U8");
    press(".");
    press("k");
    expect(one(".job.on").dataset.job).toBe("c04b0000");
  });

  test("/ goes to the search, ? shows the keys and Esc takes them away", () => {
    show({ jobs });
    press("/");
    expect(document.activeElement).toBe(one(".search input"));
    press("?");
    expect(all('[role="dialog"]')).toHaveLength(1);
    press("Escape");
    expect(all('[role="dialog"]')).toHaveLength(0);
  });
});

describe("events", () => {
  test("lists every event and draws only the rows in sight", () => {
    const [first] = fixtureEvents();
    if (!first) throw new Error("no event");
    const events = Array.from({ length: 5_000 }, (_, seq) => ({ ...first, seq, id: `doc:${seq}` }));
    show({ events });
    click(".tabs button:nth-child(2)");
    expect(all(".event").length).toBeLessThan(100);
    expect(one(".log-rows ol").style.height).toBe("110000px");
    expect(one(".status").textContent).toContain("5000 events");
  });

  test("a row opens its event", () => {
    show({ events: fixtureEvents() });
    click(".tabs button:nth-child(2)");
    click('.event[data-event="doc:3"]');
    expect(one(".drawer").textContent).toContain("handleJobUpdate");
  });
});

describe("a page that was here first", () => {
  test.each([
    ["en", "Reload the page to see handlers.", "Reload the page"],
    ["pt-BR", "Recarregue a página para ver os handlers.", "Recarregar"],
  ])("says in %s, over its jobs too, what a reload would show", (language, sentence, button) => {
    const onReload = vi.fn();
    show({ jobs: [stoppedAtU9()], events: fixtureEvents(true) }, { language, onReload });
    expect(one('.notice[role="status"]').textContent).toContain(sentence);
    const reload = all('.notice[role="status"] button')[0];
    expect(reload?.textContent).toContain(button.split(" ")[0]);
    reload?.click();
    expect(onReload).toHaveBeenCalledOnce();
  });

  test("does not say so for a frame of the page", () => {
    const frame = fixtureEvents(true).map((event) => ({ ...event, doc: "frame", frameId: 4 }));
    show({ jobs: [stoppedAtU9()], events: [...fixtureEvents(), ...frame] });
    expect(all('.notice[role="status"] button')).toHaveLength(0);
  });
});

describe("without a job", () => {
  test.each([
    ["connecting", false, "connecting"],
    ["live", false, "quiet"],
    ["live", true, "late"],
    ["gone", false, "gone"],
    ["file", false, "file"],
  ] as const)("%s, late %s: says so", (connection, late, reason) => {
    show({ events: fixtureEvents(late) }, { connection });
    expect(one(".blank").dataset.empty).toBe(reason);
    expect(one(".blank h2").textContent).not.toBe("");
  });

  test("speaks Portuguese to a Portuguese browser", () => {
    show({}, { language: "pt-BR" });
    expect(one(".blank h2").textContent).toBe("Nenhum job ainda");
    expect(one(".panel").lang).toBe("pt-BR");
  });
});
