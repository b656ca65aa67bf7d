import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocketServer } from "ws";
import { joinProbe } from "./join-probe.ts";

type Frame = [string, string, string, string, Record<string, unknown>];

let server: WebSocketServer;
let url: string;
let frames: Frame[];
let closed: number;
/** What the server says to a join; nothing when undefined. */
let answer: object | undefined;

beforeEach(async () => {
  frames = [];
  closed = 0;
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/realtime/v1`;
  server.on("connection", (socket) => {
    socket.on("close", () => (closed += 1));
    socket.on("message", (data) => {
      const frame = JSON.parse((data as Buffer).toString()) as Frame;
      frames.push(frame);
      const [joinRef, ref, topic, event] = frame;
      if (event !== "phx_join" || !answer) return;
      socket.send(JSON.stringify([joinRef, ref, topic, "phx_reply", answer]));
    });
  });
});
afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

const ask = (given: object = {}, timeout?: number) =>
  joinProbe(
    { url, apikey: "key", token: "token", topic: "room", private: true, ...given },
    timeout,
  );
const events = () => frames.map(([, , , event]) => event);

test("it joins once with these settings, leaves and disconnects", async () => {
  answer = { status: "ok", response: { postgres_changes: [] } };
  const { ms, ...rest } = await ask();
  expect(rest).toEqual({ status: "ok" });
  expect(ms).toBeGreaterThan(0);
  await vi.waitFor(() => expect(closed).toBe(1));
  expect(events()).toEqual(["phx_join", "phx_leave"]);
  expect(frames[0]?.[2]).toBe("realtime:room");
  expect(frames[0]?.[4]).toMatchObject({ access_token: "token", config: { private: true } });
});

test("without a token it joins as the key, public when asked", async () => {
  answer = { status: "ok", response: { postgres_changes: [] } };
  await ask({ token: null, private: false, topic: "realtime:room" });
  expect(frames[0]?.[2]).toBe("realtime:room");
  expect(frames[0]?.[4]).toMatchObject({ config: { private: false } });
  expect(frames[0]?.[4]).not.toHaveProperty("access_token");
});

test("a refusal is told in the server's words, and not tried again", async () => {
  const reason = "Unauthorized: You do not have permissions to read from this Channel topic: room";
  answer = { status: "error", response: { reason } };
  expect(await ask()).toMatchObject({ status: "error", reason });
  await vi.waitFor(() => expect(closed).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(events().filter((event) => event === "phx_join")).toHaveLength(1);
});

test("a server that says nothing, or is not there, ends it too", async () => {
  answer = undefined;
  expect(await ask({}, 200)).toMatchObject({ status: "timed out" });
  expect((await ask({ url: "ws://127.0.0.1:1/realtime/v1" }, 2_000)).status).toBe("error");
});
