import { expect, test } from "vitest";
import { Page } from "./build.ts";
import { createReach } from "../../lib/trial/reach.ts";

const said = (page: Page, channel: number, status: string) =>
  page.say(10, { kind: "channel.status", channel, topic: "realtime:project:p", status });
const made = (page: Page, channel: number) => {
  page.say(1, { kind: "channel.create", channel, topic: "realtime:project:p" });
  said(page, channel, "SUBSCRIBED");
};
const reachOf = (...pages: Page[]) => createReach()(pages.flatMap(({ events }) => events));

test("a channel that the server closed has ended, one that the page left has not", () => {
  const page = new Page();
  page.open();
  made(page, 1);
  expect(reachOf(page).ended(1)).toEqual([]);
  said(page, 1, "CLOSED");
  expect(reachOf(page).ended(1)).toEqual(["project:p"]);
  expect(reachOf(page).ended(2)).toEqual([]);

  const other = new Page();
  other.open();
  made(other, 1);
  other.say(1, { kind: "channel.unsubscribe", channel: 1, topic: "realtime:project:p" });
  said(other, 1, "CLOSED");
  expect(reachOf(other).ended(1)).toEqual([]);
});

test("a new channel of the topic, or a new page, has nothing of the old one's end", () => {
  const page = new Page();
  page.open();
  made(page, 1);
  said(page, 1, "CLOSED");
  made(page, 2);
  expect(reachOf(page).ended(1)).toEqual([]);
  said(page, 2, "CLOSED");
  const next = new Page("d2", page.now + 10);
  next.open();
  expect(reachOf(page, next).ended(1)).toEqual([]);
});

test("a frame counts while it is there and has a channel", () => {
  const [page, frame, plain] = [new Page(), new Page("f1"), new Page("f2")];
  [frame.frameId, plain.frameId] = [7, 8];
  page.open();
  frame.open();
  plain.open();
  expect(reachOf(page, frame, plain).frames(1)).toBe(0);
  made(frame, 1);
  expect(reachOf(page, frame, plain).frames(1)).toBe(1);
  expect(reachOf(page, frame, plain).ended(1)).toEqual([]);
  const next = new Page("d2", frame.now + 10);
  next.open();
  expect(reachOf(page, frame, plain, next).frames(1)).toBe(0);
});

test("a log that begins later, or tells of the frame first, says the same", () => {
  const [page, frame] = [new Page(), new Page("f1")];
  frame.frameId = 7;
  page.open();
  made(page, 1);
  said(page, 1, "CLOSED");
  frame.now = page.now;
  frame.open();
  made(frame, 1);
  const later = page.events.filter(({ kind }) => kind !== "page.start");
  const reach = createReach()([...frame.events, ...later]);
  expect([reach.frames(1), reach.ended(1)]).toEqual([1, ["project:p"]]);
});
