import { expect, test } from "vitest";
import { say } from "../../lib/chain/text.ts";
import { conclude } from "../../lib/store.ts";
import { cutsIn } from "../../lib/support/cuts.ts";
import { storyOf } from "../../lib/support/story.ts";
import { Page, START } from "./build.ts";
import { healthy } from "./case.ts";
import { created, finished, hops, play, ready } from "./play.ts";

const job = play();

function told(script: (page: Page) => void, since = START) {
  const page = new Page();
  script(page);
  const story = storyOf(conclude(page.events), since);
  const lines = story.lines.map(({ mark, text }) => `${mark}: ${say(text)}`);
  return { ...story, title: say(story.title), lines, page };
}
const upToUpdate = (page: Page) => {
  ready(page);
  created(page, job);
  hops.updateHandled(page, hops.completed(page, job));
};

test("a job that came is a request, a picture that is ready and one that is seen", () => {
  const { title, lines, code } = told((page) => healthy(page, job));
  expect(title).toBe("The image came");
  expect(lines).toEqual([
    "observed: You asked for an image.",
    "observed: The image was ready.",
    "observed: The image appeared on the page.",
  ]);
  expect(code).toBeUndefined();
});

test("a tab that was cut off while the image came says from when to when", () => {
  const { title, sentences, lines, code, page } = told((at) => {
    upToUpdate(at);
    at.say(10, { kind: "page.network", online: false });
    at.say(0, { kind: "socket.close", socket: 1, code: 1006, reason: "", clean: false });
    at.say(35_000, { kind: "page.network", online: true });
    at.say(500, { kind: "socket.create", socket: 2, url: "ws://x/", vsn: "2.0.0" });
    at.say(20, { kind: "socket.open", socket: 2 });
    at.say(5_000, { kind: "page.visibility", state: "visible" });
  });
  expect(title).toBe("The image was ready, but this tab was offline");
  const [cut] = cutsIn(page.events);
  expect(cut!.to! - cut!.from).toBe(35_520);
  const time = (ms: number) => new Date(ms).toTimeString().slice(0, 8);
  expect(say(sentences[1]!)).toBe(
    `This tab was offline from ${time(cut!.from)} to ${time(cut!.to!)}.`,
  );
  expect(say(sentences[1]!, "pt-BR")).toContain("Esta aba ficou offline de");
  expect(lines).toEqual([
    "observed: You asked for an image.",
    "observed: The image was ready.",
    "disconnected: This tab lost its connection.",
    "observed: The connection came back. News from between is not sent again.",
    "missing: Still not on the page.",
  ]);
  expect(code).toMatch(/^U\d/);
});

test("a picture that was ready and never seen is not lost", () => {
  const { title, advice } = told((page) => {
    ready(page);
    created(page, job);
    finished(page, job);
    hops.saveHandled(page, hops.saved(page, [job]));
  });
  expect(title).toBe("The image was ready, but the page did not show it");
  expect(say(advice)).toContain("Nothing is lost");
});

test("what was never finished is told as that", () => {
  const { title, lines } = told((page) => {
    ready(page);
    created(page, job);
  });
  expect(title).toBe("The image was not finished");
  expect(lines.at(-1)).toBe("missing: Still not on the page.");
});

test("what was over before it was recorded is not told; nothing at all says what to do", () => {
  const { title, lines } = told((page) => healthy(page, job), START + 3_600_000);
  expect(title).toBe("No image was asked for while this was recorded");
  expect(lines).toEqual([]);
});

test("a page that closes its own socket was not cut off", () => {
  const page = new Page();
  page.open();
  page.say(5, { kind: "socket.close", socket: 1, code: 1000, reason: "", clean: true });
  expect(cutsIn(page.events)).toEqual([]);
});
