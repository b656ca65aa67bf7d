import { expect, test } from "vitest";
import type { Message } from "../../realtime/frame.ts";
import { arrivalOf } from "../traffic.ts";
import { Channels } from "./channels.ts";

const socket = {} as WebSocket;
const sent = (event: string, ref: string): Message => ({
  ...{ topic: "realtime:a", event, ref, joinRef: ref, payload: {} },
});
const frame = (event: string, ref: string | null, payload: object = {}) =>
  arrivalOf(socket, JSON.stringify([ref, ref, "realtime:a", event, payload]));
const OK = { status: "ok", response: {} };

/** What is said of each step. */
function play(joined: string[], ...steps: (Message | ReturnType<typeof frame>)[]) {
  const channels = new Channels(joined);
  const said = steps.flatMap((step) => {
    if ("data" in step) return [channels.came(step)];
    channels.sent({ socket, message: step });
    return [];
  });
  return { channels, said };
}

test("the first join is none again, the one after a close is", () => {
  const { said } = play(
    [],
    sent("phx_join", "1"),
    frame("phx_reply", "1", OK),
    frame("phx_close", "1"),
    sent("phx_join", "2"),
    frame("phx_reply", "2", OK),
  );
  const topic = "realtime:a";
  expect(said).toEqual([
    { topic, again: false },
    { topic, why: "phx_close" },
    { topic, again: true },
  ]);
});

test("a close of the join before is none of this one", () => {
  const { said, channels } = play(
    ["realtime:a"],
    sent("phx_join", "2"),
    frame("phx_reply", "2", OK),
    frame("phx_close", "1"),
  );
  expect(said.at(-1)).toBeUndefined();
  expect(channels.isJoined("realtime:a")).toBe(true);
});

test("what the page has left is not lost", () => {
  const { said, channels } = play(["realtime:a"], sent("phx_leave", "2"), frame("phx_close", "1"));
  expect(said).toEqual([undefined]);
  expect(channels.closed()).toEqual([]);
});

test("a refused join, and a socket that closes", () => {
  const { said, channels } = play(
    [],
    sent("phx_join", "1"),
    frame("phx_reply", "1", { status: "error", response: {} }),
    sent("phx_join", "2"),
    frame("phx_reply", "2", OK),
  );
  expect(said[0]).toEqual({ topic: "realtime:a", why: "refused" });
  expect(channels.closed()).toEqual(["realtime:a"]);
  expect(channels.closed()).toEqual([]);
});
