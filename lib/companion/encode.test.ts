import { expect, test } from "vitest";
import { decode } from "../realtime/frame.ts";
import { encode, encodeBroadcast, encodePush } from "./encode.ts";

const message = { topic: "realtime:a", event: "phx_reply", payload: { status: "ok" } };
const refs = { ref: "3", joinRef: "1" };

test.each(["1.0.0", "2.0.0"])("what is encoded for %s is read again", (vsn) => {
  const reply = decode({ text: encode(vsn, { ...message, ...refs }) }, vsn);
  // The server names no join in 1.0.0.
  expect(reply).toEqual({ ...message, ref: "3", joinRef: vsn === "1.0.0" ? null : "1" });
  expect(decode({ text: encodePush(vsn, { ...message, ...refs }) }, vsn, "out")).toEqual({
    ...message,
    ...refs,
  });
});

test.each(["1.0.0", "2.0.0"])("a broadcast for %s has topic, event and payload", (vsn) => {
  const payload = { record: { id: "1", text: "névoa ☂" } };
  const frame = encodeBroadcast(vsn, "realtime:á", "UPDATE", payload);
  const body = typeof frame === "string" ? { text: frame } : frame;
  expect(decode(body, vsn)).toMatchObject({
    topic: "realtime:á",
    event: "broadcast",
    payload: { type: "broadcast", event: "UPDATE", payload },
  });
});

test("what has no frame is refused", () => {
  expect(() => encodeBroadcast("2.0.0", `realtime:${"a".repeat(300)}`, "UPDATE", {})).toThrow(
    /too long/,
  );
});
