// @vitest-environment happy-dom
import { act } from "react";
import { describe, expect, test, vi } from "vitest";
import type { CaptureEvent } from "../../lib/event.ts";
import { heard, ranJob, START, switched, turnedOn } from "../../lib/trial/trial.fixture.ts";
import { fixtureEvents, fixtureStore } from "../../tests/panel/fixture.ts";
import { setStage } from "../../tests/panel/stage.tsx";
import type { Companion } from "./companion.ts";

const { all, click, one, press, type, ...stage } = setStage();
const NOW = START + 600_000;

/** A page whose answers stay open until the test gives them. */
function openPage() {
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const set = vi.fn<Companion["set"]>(
    () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
  );
  return { set, answers };
}

interface Shown extends NonNullable<Parameters<typeof stage.show>[0]> {
  events?: CaptureEvent[];
  jobs?: ReturnType<typeof ranJob>[];
}
function show({ events = [], jobs = [], ...props }: Shown = {}) {
  const page = openPage();
  const store = fixtureStore({ jobs, events: [...fixtureEvents(), ...events], now: NOW });
  stage.show({ store, companion: page, clock: () => NOW, ...props });
  click(".tabs [data-tab=companion]");
  return { ...page, store };
}
const row = (id: string) => `[data-switch="${id}"]`;
const toggle = (id: string) => `${row(id)} [role=switch]`;
const checked = () =>
  all('[role=switch][aria-checked="true"]').map((each) => each.getAttribute("aria-label"));

describe("switches", () => {
  test("are all off and say what they do until somebody moves one", () => {
    show();
    expect(all("[role=switch]")).toHaveLength(28);
    expect(checked()).toEqual([]);
    expect(one(".onbar").textContent).toContain("Nothing is on.");
    expect(all("[data-badge]")).toHaveLength(0);
  });

  test("ask the page with their defaults, and are on only when the page says so", async () => {
    const { set, answers, store } = show();
    click(toggle("delay"));
    const asked = [{ id: "delay", params: expect.objectContaining({ ms: 2_000, count: 0 }) }];
    expect(set).toHaveBeenCalledExactlyOnceWith(asked, 15);
    expect(one(toggle("delay")).getAttribute("aria-busy")).toBe("true");
    expect(checked()).toEqual([]);
    await act(async () => answers[0]?.resolve());
    act(() => store.getState().append([turnedOn(600_000, [switched("delay")])]));
    expect(checked()).toEqual(["Delay frames"]);
  });

  test("that are moved while the page is asked are asked for afterwards, all together", async () => {
    const { set, answers } = show();
    click(toggle("cut"));
    click(toggle("drop"));
    click(toggle("say-it"));
    expect(set).toHaveBeenCalledOnce();
    await act(async () => answers[0]?.resolve());
    expect(set.mock.calls[1]?.[0].map(({ id }) => id)).toEqual(["cut", "drop", "say-it"]);
    await act(async () => answers[1]?.resolve());
    expect(set).toHaveBeenCalledTimes(2);
  });

  test("keep the time that is left, five minutes more are asked for, and all go off at once", () => {
    const events = [turnedOn(0, [switched("cut"), switched("say-it")], 852_000)];
    const { set } = show({ events });
    expect(one(".onbar b").textContent).toBe("1 fix and 1 fault are on in Tab 1.");
    expect(one(".onbar .clock").textContent).toBe("4:12");
    expect(one(`${row("cut")} .ends`).textContent).toBe("4:12");
    click(".onbar .button");
    expect(set.mock.calls[0]?.slice(1)).toEqual([10]);
    expect(set.mock.calls[0]?.[0].map(({ id }) => id)).toEqual(["cut", "say-it"]);
    expect(one('[data-action="all-off"]').textContent).toBe("Turn all off");
  });

  test("are moved with the arrows, and the switch of the row has the focus", () => {
    show();
    press("j");
    press("ArrowDown");
    expect(document.activeElement).toBe(one(toggle("revalidate-right")));
    expect(one("aside").dataset.detail).toBe("revalidate-right");
  });

  test.each([
    ["The page did not answer within 12 s.", "Reload the page and try again."],
    ["Cannot access contents of the page.", "Open Hopscope in the DevTools of this tab"],
    ["Cannot access a chrome:// URL", "Try it on a page of http or https."],
  ])("whose page says “%s” say it with what to do, until the next press", async (said, advice) => {
    const { answers } = show();
    click(toggle("cut"));
    await act(async () => answers[0]?.reject(new Error(said)));
    expect(one("[role=alert]").textContent).toContain(said);
    expect(one("[role=alert]").textContent).toContain(advice);
    click(toggle("cut"));
    expect(all("[role=alert]")).toHaveLength(0);
  });

  test("without a page, when one is pressed just now, say so", async () => {
    const { answers } = show();
    click(toggle("cut"));
    await act(async () => answers[0]?.reject(new Error("No page is connected.")));
    expect(one("[role=alert]").textContent).toContain("Reload the page.");
  });

  test.each([
    ["a file", { connection: "file" as const }, "from a file"],
    ["no page", { connection: "gone" as const }, "The page does not answer"],
    ["a pause", { recording: false, onRecord: () => undefined }, "Recording is paused"],
  ])("with %s cannot be moved, and say why and what to do", (_, props, because) => {
    const { set } = show(props);
    expect(one(".onbar").textContent).toContain(because);
    click(toggle("cut"));
    expect(set).not.toHaveBeenCalled();
    expect(one(toggle("cut")).title).toContain(because);
  });

  test("that ended say how, and what they left behind", () => {
    const off = { kind: "companion.off", reason: "key", restored: true } as const;
    const { store } = show({ events: [turnedOn(0, [switched("cut")]), heard(5, off)] });
    expect(one("[data-ended]").textContent).toContain("as it was");
    const left = { ...off, restored: false, left: ["WebSocket"] };
    act(() => store.getState().append([turnedOn(6, [switched("cut")]), heard(7, left)]));
    expect(one("[data-ended]").textContent).toContain("Not restored: WebSocket");
  });
});

describe("the badge", () => {
  test("is in every view while something is on, and leads to the switches", () => {
    show({ events: [turnedOn(0, [switched("cut"), switched("toString")])], jobs: [ranJob(0, 1)] });
    for (const tab of ["jobs", "events", "sync", "companion"]) {
      click(`.tabs [data-tab=${tab}]`);
      expect(one("[data-badge]").textContent).toContain("1 fault on");
      expect(one("[data-badge]").title).toContain("Cut the connection");
    }
    click(".tabs [data-tab=jobs]");
    click("[data-badge]");
    expect(all(".companion")).toHaveLength(1);
  });
});

describe("the values of a fault", () => {
  const field = (name: string) => `[data-param="${name}"]`;

  test("are taken when they are right, and told to the page at once where the fault is on", () => {
    const { set } = show({ events: [turnedOn(0, [switched("drop", { nth: 2 })])] });
    click(row("drop"));
    expect((one(field("nth")) as HTMLInputElement).value).toBe("2");
    type(field("probability"), "101");
    press("Enter", one(field("probability")));
    expect(set).not.toHaveBeenCalled();
    type(field("probability"), "30");
    press("Enter", one(field("probability")));
    const params = expect.objectContaining({ nth: 2, probability: 30 });
    expect(set.mock.calls[0]?.[0]).toEqual([{ id: "drop", params }]);
  });

  test("offer the app's own topics, jobs and addresses", () => {
    show({ jobs: [ranJob(0, 1)] });
    click(row("drop"));
    const offered = (name: string) => {
      const list = document.getElementById(one(field(name)).getAttribute("list") ?? "");
      return [...(list?.children ?? [])].map((option) => option.getAttribute("value"));
    };
    expect(offered("topic")).toEqual([
      "project:",
      "fal_jobs:",
      "fal_jobs:u_51c7",
      "project:7c1e04b2",
    ]);
    expect(offered("event")).toEqual(["INSERT", "UPDATE", "DELETE"]);
    expect(offered("job")).toEqual(["00000000"]);
    expect(one(field("nth")).hasAttribute("list")).toBe(false);
  });

  test("go back to what they were all at once", () => {
    const { set } = show();
    click(row("drop"));
    type(field("topic"), "project:");
    press("Enter", one(field("topic")));
    type(field("count"), "3");
    press("Enter", one(field("count")));
    click(".params .link");
    click(toggle("drop"));
    const params = expect.objectContaining({ topic: "", count: 0 });
    expect(set.mock.calls[0]?.[0]).toEqual([{ id: "drop", params }]);
  });
});

describe("what came of it", () => {
  const jobs = [ranJob(0, "never"), ranJob(20_000, 47_000), ranJob(110_000, 6_200)];

  test("a fix says before and with it, in its row and in its pane", () => {
    show({ jobs, events: [turnedOn(100_000, [switched("join-as-private")])] });
    expect(one(`${row("join-as-private")} .first`).textContent).toBe("47 s → 6.2 s");
    expect(one(`${row("join-as-private")} .second`).textContent).toBe("1 → 0");
    click(row("join-as-private"));
    expect(one("[data-tried]").textContent).toBe("Tried on 1 job in Tab 1, against the 2 before.");
    const cells = all('[data-row="p95"] td').map((cell) => cell.textContent);
    expect(cells).toEqual(["never", "6.2 s"]);
    click(row("say-it"));
    expect(one("aside").textContent).toContain("Not tried yet.");
  });

  test("a fault says what is expected of it and what was seen, and its acts lead to their events", () => {
    const events = [
      turnedOn(100_000, [switched("drop")]),
      heard(110_100, {
        kind: "companion.act",
        switch: "drop",
        what: "dropped",
        topic: "realtime:project:7c1e04b2",
      }),
    ];
    show({ events, jobs: [...jobs, ranJob(130_000, "never")] });
    expect(one(`${row("drop")} .first`).textContent).toBe("an interval");
    expect(one(`${row("drop")} .second`).textContent).toBe("stopped U9, 1 of 2");
    click(row("drop"));
    expect(one("aside").textContent).toContain("an interval that ends at C5, U5 or U9");
    expect(one("aside").textContent).toContain("looks like one that was never sent");
    click("aside [data-event]");
    expect(all(`.event.on`)).toHaveLength(1);
    expect(one(".event.on").textContent).toContain("companion.act");
  });
});

describe("what a fault should lead to", () => {
  test.each([
    ["duplicate", "complete", "must end well, as if nothing had happened"],
    ["delay", "complete, late", "must end well, late"],
    ["truncate", "R72, C5, U5, U9", "stops at C5, U5 or U9, R72 named as the cause"],
    ["hidden-tab", "R16, U5, U9", "leave this on for 3 min, then cut the connection"],
  ])("of %s is said in its row and its pane", (id, word, sentence) => {
    show();
    expect(one(`${row(id)} .first`).textContent).toBe(word);
    click(row(id));
    expect(one("aside").textContent).toContain(sentence);
  });
});

describe("what no switch reaches", () => {
  const topic = "realtime:project:7c1e04b2";
  test("is said: frames with channels of their own", () => {
    const frame: Partial<CaptureEvent> = { doc: "in-a-frame", frameId: 4 };
    const start = { version: 1, late: false, url: "http://localhost/" } as const;
    const events = [
      heard(0, { kind: "page.start", ...start, taps: [] }),
      heard(0, { kind: "page.start", ...start, taps: [] }, frame),
      heard(1, { kind: "channel.create", channel: 0, topic }, frame),
    ];
    show({ events });
    expect(one("[data-frames]").textContent).toContain("a frame in it has channels of its own");
  });

  test("is said of Resubscribe: channels that had ended before", () => {
    const events = [
      heard(1, { kind: "channel.create", channel: 9, topic: `${topic}-2` }),
      heard(2, { kind: "channel.status", channel: 9, topic: `${topic}-2`, status: "CLOSED" }),
    ];
    show({ events });
    expect(all("[data-frames]")).toHaveLength(0);
    expect(all("[data-ended-before]")).toHaveLength(0);
    click(row("resubscribe"));
    expect(one("[data-ended-before]").textContent).toContain("project:7c1e04b2-2");
  });
});

describe("what is not the app's alone", () => {
  test("is a mark in the row of a job, a sentence in its verdict", () => {
    const { store } = show({ jobs: [{ ...ranJob(0, 1), companion: ["drop", "toString"] }] });
    click(".tabs button:nth-of-type(1)");
    expect(one(".job [role=img].ran-with").getAttribute("aria-label")).toBe(
      "with the companion on",
    );
    expect(one("[data-ran-with]").textContent).toContain("had on: Drop frames.");
    act(() => store.setState({ jobs: [ranJob(0, 1)] }));
    expect(all(".ran-with, [data-ran-with]")).toHaveLength(0);
  });

  test("is told of each event that a fix or a fault made", () => {
    const closed = {
      kind: "socket.close",
      socket: 1,
      code: 1006,
      reason: "",
      clean: false,
    } as const;
    show({ events: [heard(1, { ...closed, rehearsed: true }), heard(2, closed)] });
    click(".tabs button:nth-of-type(2)");
    expect(all(".made").map((mark) => mark.textContent)).toEqual(["by a fault"]);
  });
});

describe("keeping a fix", () => {
  const proposed = () => {
    const job = ranJob(0, "never");
    const fix = {
      title: "use-project-realtime.ts",
      lines: [{ mark: "+" as const, text: "private: true" }],
    };
    return { ...job, verdict: { ...job.verdict, fix } };
  };

  test("shows first what a rule proposed for a job, then the rest with the app's own names, and flows apart", () => {
    const bound = heard(1, {
      kind: "channel.bind",
      channel: 1,
      topic: "realtime:project:7c1e04b2",
      binding: { type: "broadcast", event: "UPDATE" },
      state: "closed",
      handler: "onProjectChange",
    });
    show({ jobs: [proposed()], events: [bound] });
    click(row("join-as-private"));
    expect(one(".keep .code").textContent).toContain("use-project-realtime.ts");
    expect(one(".keep").textContent).toContain("project:7c1e04b2");
    expect(one(".keep").textContent).toContain("hooks/use-project-realtime.ts");
    click(row("listen-to-every-event"));
    expect(one(".keep").textContent).toContain('.on("broadcast", { event: "*" }, onProjectChange)');
    click(row("optimistic-queue"));
    expect(one(".keep").textContent).toContain("result.nodeData.jobId");
    click(".keep .filter:nth-of-type(2)");
    expect(one(".keep").textContent).toContain("result.state.jobId");
    expect(one(".keep").textContent).toContain("app/actions/image/create.v2.ts");
  });
});

describe("a play", () => {
  const own = "join-as-private";
  const append = (store: ReturnType<typeof show>["store"], ...events: CaptureEvent[]) =>
    act(async () => store.getState().append(events));

  test("counts the jobs, switches the fix on and off by itself, and says what to do next", async () => {
    const page = heard(1, {
      kind: "page.start",
      url: "http://localhost/",
      version: 1,
      taps: [],
      late: false,
    });
    const { set, answers, store } = show({ events: [page] });
    click(row(own));
    type(".param-inline input", "1");
    click('[data-action="play"]');
    expect(one("[data-play]").dataset.play).toBe("without");
    expect(one("[data-playing]").textContent).toContain("make 1 job in the page");
    expect(set).not.toHaveBeenCalled();

    act(() => store.setState({ jobs: [ranJob(601_000, "never")] }));
    expect(set.mock.calls[0]?.[0].map(({ id }) => id)).toEqual([own]);
    await act(async () => answers[0]?.resolve());
    await append(store, turnedOn(700_000, [switched(own)]));
    expect(one("[data-play]").dataset.play).toBe("with");

    act(() => store.setState({ jobs: [ranJob(601_000, "never"), ranJob(710_000, 5_000)] }));
    expect(one("[data-play]").dataset.play).toBe("done");
    expect(set.mock.calls[1]?.[0]).toEqual([]);
    expect(all('.playing [data-row="p50"] td').map((td) => td.textContent)).toEqual([
      "never",
      "5.0 s",
    ]);
    expect(all("[data-playing]")).toHaveLength(0);
    expect(all('[data-action="play"]')).toHaveLength(1);
  });

  test("whose page does not take the fix offers to try again", async () => {
    const { set, answers, store } = show();
    click(row(own));
    type(".param-inline input", "1");
    click('[data-action="play"]');
    expect(all('[data-action="proceed"]')).toHaveLength(0);
    act(() => store.setState({ jobs: [ranJob(601_000, "never")] }));
    await act(async () => answers[0]?.reject(new Error("No page is connected.")));
    click('[data-action="proceed"]');
    expect(set.mock.calls[1]?.[0].map(({ id }) => id)).toEqual([own]);
    expect(all('[data-action="proceed"]')).toHaveLength(0);
  });

  test("that is stopped leaves nothing on", async () => {
    const { set, store } = show();
    click(row(own));
    click('[data-action="play"]');
    await append(store, turnedOn(650_000, [switched(own)]));
    expect(one("[data-play]").dataset.play).toBe("with");
    click('[data-action="stop-play"]');
    expect(set).toHaveBeenLastCalledWith([], 5);
    expect(all("[data-play]")).toHaveLength(0);
  });
});

test("speaks Portuguese", () => {
  show({ language: "pt-BR", events: [turnedOn(0, [switched("cut")])] });
  expect(one(".onbar b").textContent).toBe("1 falha: ligado na aba 1.");
});

describe("the checklist", () => {
  const line = (name: string, id: string) => `[data-test="${name}"] [data-line="${id}"]`;
  const open = (given: Shown = {}) => {
    const shown = show(given);
    click('[data-part="checklist"]');
    return shown;
  };

  test("says of each line what is missing before anything was made, and what to do", () => {
    open();
    expect(all(".checks li")).toHaveLength(20);
    expect(all('[data-state="missing"]')).toHaveLength(20);
    expect(all('.checks .mark[data-status="missing"]')).toHaveLength(0);
    expect(one(line("tabs", "open")).textContent).toContain("Open the project in a second tab");
  });

  test("ticks a line by its evidence, whose chip leads to the event", () => {
    const job = ranJob(0, 6_000);
    const create = job.create.map((state) =>
      state.step === "C1" ? { ...state, evidence: ["doc:1"] } : state,
    );
    open({ jobs: [{ ...job, create }] });
    expect(one(line("creation", "C1")).dataset.state).toBe("seen");
    click(`${line("creation", "C1")} .chip`);
    expect(one(".event.on").dataset.event).toBe("doc:1");
  });

  test("cuts the connection for the test that needs it, and begins anew when it is told", () => {
    const job = ranJob(0, 6_000);
    const create = job.create.map((state) => ({ ...state, evidence: ["doc:1"] }));
    const { set } = open({ jobs: [{ ...job, create }] });
    click(`${line("polling", "lost")} .link`);
    expect(set.mock.calls[0]?.[0].map(({ id }) => id)).toEqual(["keep-cut"]);
    expect(one(line("creation", "C1")).dataset.state).toBe("seen");
    click('[data-action="start-over"]');
    expect(one(line("creation", "C1")).dataset.state).toBe("missing");
    expect(one(".checklist-top").textContent).toContain("Only jobs from");
  });
});
