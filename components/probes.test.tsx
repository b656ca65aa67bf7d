// @vitest-environment happy-dom
import { act } from "react";
import { describe, expect, test, vi } from "vitest";
import type { Job, Verdict } from "../lib/chain/job.ts";
import type { CaptureEvent } from "../lib/event.ts";
import {
  START,
  fixtureEvents,
  fixtureJob,
  fixtureStore,
  stoppedAtU9,
} from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";
import { strangerOf } from "./asks.ts";
import type { Probes } from "./probes.ts";
import { noSettings } from "./settings.ts";

const { all, ask, click, one, ...stage } = setStage();

/** Probes whose questions stay open until the test answers them. */
function openProbes() {
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const wait = () =>
    new Promise<void>((resolve, reject) => {
      answers.push({ resolve, reject });
    });
  return { answers, get: vi.fn<Probes["get"]>(wait), join: vi.fn<Probes["join"]>(wait) };
}

/** The page's socket, after what the fixture tells. */
const socket = (url: string, number = 1): CaptureEvent => {
  const seq = 100 + number;
  const stamp = { id: `doc:${seq}`, seq, doc: "doc", at: START };
  return { ...stamp, kind: "socket.create", socket: number, url, vsn: "2.0.0" };
};
const connected = [...fixtureEvents(), socket("wss://db.test/realtime/v1/websocket?vsn=2.0.0")];

const show = (job: Job, props: Parameters<typeof stage.show>[0] = {}) =>
  stage.show({ store: fixtureStore({ jobs: [job], events: fixtureEvents() }), ...props });
const broken = (slots: string, verdict: Partial<Verdict>) =>
  fixtureJob({ slots, verdict: { kind: "broken", title: "Stopped", ...verdict } });
const button = (action = "probe") => one(`[data-action="${action}"]`) as HTMLButtonElement;

describe("a question", () => {
  test.each([
    ["C2 to C5", broken("oimm--- ------------", { between: ["C2", "C5"] }), "job"],
    ["U1 to U5", broken("ooiiooo iiiim-------", { between: ["U1", "U5"] }), "job"],
    ["U7 to U9", broken("ooiiooo ioiiooiim---", { between: ["U7", "U9"] }), "project"],
    ["U9 alone", stoppedAtU9(), "project"],
  ])("about %s goes to the API that can narrow it", (_, job, subject) => {
    const probes = openProbes();
    show(job, { probes });
    click('[data-action="probe"]');
    const asked =
      subject === "job"
        ? { question: "job req_3f2a", path: "/api/fal-jobs/req_3f2a" }
        : { question: "project 7c1e04b2", path: "/api/projects/7c1e04b2" };
    expect(probes.get).toHaveBeenCalledExactlyOnceWith([asked], job.doc);
  });

  test("is asked once while its answer runs", async () => {
    const probes = openProbes();
    show(stoppedAtU9(), { probes });
    click('[data-action="probe"]');
    expect(button().textContent).toBe("asking…");
    expect(button().disabled).toBe(true);
    click('[data-action="probe"]');
    expect(probes.get).toHaveBeenCalledOnce();
    await act(async () => probes.answers[0]?.resolve());
    expect(button().textContent).toBe("Probe");
    expect(button().disabled).toBe(false);
  });

  test("that fails is a sentence, until it is asked again", async () => {
    const probes = openProbes();
    show(stoppedAtU9(), { probes });
    click('[data-action="probe"]');
    await act(async () => probes.answers[0]?.reject(new Error("The page is gone.")));
    expect(one(".verdict [role=alert]").textContent).toBe(
      "The question was not answered: The page is gone.",
    );
    await ask('[data-action="probe"]');
    expect(all(".verdict [role=alert]")).toHaveLength(0);
  });

  test("says before it is asked that it does not write", () => {
    show(stoppedAtU9(), { probes: openProbes() });
    expect(button().title).toBe(
      "GET /api/projects/7c1e04b2 with the page's own credentials. Never a write.",
    );
  });

  test.each([
    ["a handler", broken("ooiiooo ioiiom------", { step: "U6" }), "No API can say more"],
    [
      "a job without an id",
      { ...broken("ooiiooo iiiim-------", { between: ["U1", "U5"] }), requestId: ".." },
      "The id to ask for is not known.",
    ],
    [
      "a job that goes well",
      fixtureJob({ slots: "ooiiooo w...........", verdict: { kind: "running", step: "U1" } }),
      "Nothing is missing",
    ],
  ])("about %s cannot be asked, and says why", (_, job, because) => {
    show(job, { probes: openProbes() });
    expect(button().disabled).toBe(true);
    expect(button().title).toContain(because);
  });

  test("cannot lead out of its path", () => {
    const probes = openProbes();
    const job = broken("ooiiooo iiiim-------", { between: ["U1", "U5"] });
    show({ ...job, requestId: "../users?all=$&" }, { probes });
    click('[data-action="probe"]');
    expect(probes.get.mock.calls[0]?.[0][0]?.path).toBe("/api/fal-jobs/..%2Fusers%3Fall%3D%24%26");
  });

  test("is not offered where nobody can ask, nor of a job that is over", () => {
    show(stoppedAtU9());
    expect(all("[data-action]")).toHaveLength(0);
    show(fixtureJob({ slots: "ooiiooo ioiioooioooo" }), { probes: openProbes() });
    expect(all("[data-action]")).toHaveLength(0);
    const rescued = { kind: "rescued" as const, step: "U9" as const };
    show(fixtureJob({ slots: "ooiiooo ioiioooom--o", verdict: rescued }), { probes: openProbes() });
    expect(all("[data-action]")).toHaveLength(0);
  });
});

describe("the join", () => {
  test.each([
    ["C5", "ooiim-- ------------", "fal_jobs:u_51c7"],
    ["U5", "ooiiooo iiiim-------", "fal_jobs:u_51c7"],
    ["U9", "ooiiooo ioiioooim---", "project:7c1e04b2"],
  ] as const)("of %s is that of its topic", (step, slots, topic) => {
    const probes = openProbes();
    const job = broken(slots, { step });
    show(job, { probes, store: fixtureStore({ jobs: [job], events: connected }) });
    expect(button("join-probe").textContent).toBe("Probe the join at db.test");
    click('[data-action="join-probe"]');
    expect(probes.join).toHaveBeenCalledExactlyOnceWith(topic, ["db.test"], job.doc);
    expect(button("join-probe").textContent).toBe("asking…");
    expect(button().textContent).toBe("Probe");
  });

  test("names every server that it may connect to before it is pressed, a few at most", () => {
    const probes = openProbes();
    const urls = ["ws://192.168.1.1/a", "wss://evil.test/a", "wss://\u202Etest/a", "javascript:1"];
    const events = [...connected, ...urls.map((url, place) => socket(url, place + 2))];
    const job = broken("ooiiooo ioiiooim----", { step: "U9" });
    show(job, { probes, store: fixtureStore({ jobs: [job], events }) });
    expect(button("join-probe").textContent).toBe(
      "Probe the join at evil.test, 192.168.1.1, db.test",
    );
    click('[data-action="join-probe"]');
    expect(probes.join.mock.calls[0]?.[1]).toEqual(["evil.test", "192.168.1.1", "db.test"]);
  });

  test.each([
    ["wss://db.test/realtime/v1", undefined],
    ["wss://db.test:444/realtime/v1", "db.test:444"],
    ["ws://169.254.169.254/latest", "169.254.169.254"],
    ["wss://db.test.evil.test/", "db.test.evil.test"],
    ["wss://db.test@evil.test/", "evil.test"],
  ])("that the page wants at %s goes to no other server than the named one", (url, stranger) => {
    expect(strangerOf(url, ["db.test"])).toBe(stranger);
  });

  test("of a page whose server is not known cannot be asked, and says why", () => {
    show(broken("ooiiooo ioiiooim----", { step: "U9" }), { probes: openProbes() });
    expect(button("join-probe").disabled).toBe(true);
    expect(button("join-probe").title).toContain("server is not known");
  });

  test("is not offered where no topic carries the step", () => {
    show(broken("ooiiooo ioiiom------", { step: "U6" }), { probes: openProbes() });
    expect(all('[data-action="join-probe"]')).toHaveLength(0);
  });
});

describe("asking by itself", () => {
  const between = broken("ooiiooo ioiiooiim---", { between: ["U7", "U9"] });
  const settings = { ...noSettings, askAlone: ["http://localhost"] };

  test("happens once per job, on a site that is switched on", () => {
    const probes = openProbes();
    const store = show(between, { probes, settings });
    expect(probes.get).toHaveBeenCalledExactlyOnceWith(
      [{ question: "project 7c1e04b2", path: "/api/projects/7c1e04b2" }],
      between.doc,
    );
    act(() => store.setState({ jobs: [{ ...between }] }));
    expect(probes.get).toHaveBeenCalledOnce();
    expect(button().textContent).toBe("asking…");
  });

  test.each([
    ["a site that is off", between, { ...noSettings, askAlone: ["http://localhost:3000"] }],
    ["a cause that is known", stoppedAtU9(), settings],
    ["a page that was left", { ...between, doc: "older" }, settings],
  ])("does not happen for %s", (_, job, chosen) => {
    const probes = openProbes();
    show(job, { probes, settings: chosen });
    expect(probes.get).not.toHaveBeenCalled();
  });
});
