import { expect, test } from "vitest";
import { isCommand } from "./command.ts";
import { isReply } from "./reply.ts";

const tell = {
  ...{ kind: "socket.tell", ask: 1, url: "wss://db.test/realtime/v1" },
  ...{ apikey: "k", token: "t", private: true },
};

const replies: (readonly [reply: object, taken: boolean])[] = [
  [tell, true],
  [{ ...tell, url: "ws://127.0.0.1:4000/socket" }, true],
  [{ ...tell, token: null }, true],
  ...[
    "https://db.test/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "chrome-extension://aaaa/panel.html",
    "wss://user:pass@db.test/",
    "wss://db.test/?a=b",
    "wss://db.test/#a",
    "wss://",
    " wss://db.test/",
    `wss://db.test/${"a".repeat(3_000)}`,
  ].map((url) => [{ ...tell, url }, false] as const),
  [{ ...tell, apikey: "k".repeat(100_000) }, false],
  [{ ...tell, token: "t".repeat(100_000) }, false],
  [{ ...tell, ask: Number.NaN }, false],
  [{ kind: "source.tell", ask: 1, text: "x".repeat(10_000_000) }, false],
  [{ kind: "ask.fail", ask: 1, error: "x".repeat(10_000) }, false],
  [{ kind: "ask.fail", ask: 1, error: "no" }, true],
  [{ kind: "__proto__", ask: 1 }, false],
  [{ kind: "constructor", ask: 1 }, false],
];

test.each(replies)("%# a reply is taken only in its bounds", (reply, taken) => {
  expect(isReply(reply)).toBe(taken);
});

test.each(["__proto__", "constructor", "toString", "socket.tell"])("%s is no command", (kind) => {
  expect(isCommand({ kind, ask: 1, question: "q", path: "/", topic: "t", url: "/a.js" })).toBe(
    false,
  );
});
