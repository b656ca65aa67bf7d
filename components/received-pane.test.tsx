// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import type { CaptureEvent, Said } from "../lib/event.ts";
import { fixtureEvents, fixtureStore, START } from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";

const { all, click, one, ...stage } = setStage();
const topic = "realtime:fal_jobs:u_51c7";
const [start, join, frame, run] = fixtureEvents() as [
  CaptureEvent,
  CaptureEvent,
  CaptureEvent,
  CaptureEvent,
];

let count = 4;
const event = (said: Said, at = START): CaptureEvent => {
  const seq = count++;
  return { ...said, id: `doc:${seq}`, seq, doc: "doc", at };
};
const created = event({ kind: "channel.create", channel: 1, topic });
const bound = event({
  kind: "channel.bind",
  channel: 1,
  topic,
  binding: { type: "broadcast", event: "UPDATE" },
  state: "closed",
  handler: "handleJobUpdate",
  stack: "    at useQueue (http://localhost/app.js:3:7)",
});

/** Opens `open` in the list of events. */
function show(events: CaptureEvent[], open: CaptureEvent, probes?: object): string {
  stage.show({ store: fixtureStore({ events }), ...(probes && { probes: probes as never }) });
  click(".tabs button:nth-child(2)");
  click(`.event[data-event="${open.id}"]`);
  return one('[data-pane="received"]').textContent;
}
const mark = () => one('[data-pane="received"] .mark').dataset["status"];

describe("a frame", () => {
  test("whose channel was known when it came had no handler if none ran", () => {
    expect(show([start, created, join, frame], frame)).toContain("No handler ran");
    expect(mark()).toBe("missing");
  });

  test.each([
    ["was never seen", []],
    ["was seen only later", [{ ...created, at: START + 10_000 }]],
  ])("whose channel %s may have had one", (_, later) => {
    expect(show([start, join, frame, ...later], frame)).toContain("Reload the page");
    expect(mark()).toBe("unknown");
  });

  test("whose handler rejected says when and with what", () => {
    const about = { topic, handler: "handleJobUpdate", run: run.id };
    const reject = event({ kind: "handler.reject", ...about, error: "no such node", ms: 120 });
    expect(show([start, created, frame, run, reject], frame)).toContain(
      "rejected 120 ms later: no such node",
    );
    expect(mark()).toBe("failed");
  });
});

describe("a run", () => {
  const ran = { ...run, bind: bound.id } as CaptureEvent;

  test("says where its handler was registered, by the source if that can be read", () => {
    const source = vi.fn(async () => await new Promise<string>(() => {}));
    show([start, created, bound, frame, ran], ran, { source });
    expect(one("[data-place]").textContent).toContain("handleJobUpdate");
    click('[data-action="source"]');
    expect(source).toHaveBeenCalledExactlyOnceWith("http://localhost/app.js", "doc");
  });

  test("of which that is not known says nothing of it", () => {
    show([start, created, frame, run], run);
    expect(all("[data-place]")).toHaveLength(0);
  });
});
