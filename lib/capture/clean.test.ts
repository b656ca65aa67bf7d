import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Said } from "../event.ts";
import { clean } from "./clean.ts";

const about = { cache: 0, key: "k", from: "a", to: "b", blanked: false };
const secret = "sb_secret_N7UND0UgjKTVK";

test("a secret is hidden wherever an event has text, a list and an object included", () => {
  const said: Said[] = [
    { kind: "error.throw", message: `no ${secret}`, stack: `Error: ${secret}\n  at a` },
    { kind: "cache.write", ...about, holds: [`/a.png?key=${secret}`] },
    {
      kind: "react.commit",
      hits: [{ needle: secret, where: "props" }],
      fibers: 1,
      ms: 1,
      exhausted: false,
    },
    { kind: "fetch.end", fetch: 1, status: 1, ms: 1, type: "", headers: { etag: secret } },
  ];
  for (const one of said) expect(JSON.stringify(clean(one))).not.toContain("UND0Ug");
});

test("a list of a tap's own is left as it was", () => {
  const hits = [{ needle: secret, where: "props" as const }];
  clean({ kind: "react.commit", hits, fibers: 1, ms: 1, exhausted: false });
  expect(hits[0]?.needle).toBe(secret);
});

test("no text and no list of an event is longer than its cap, whatever a page calls its things", () => {
  const long = "x".repeat(1_000_000);
  const holds = Array.from({ length: 5_000 }, () => long);
  const said = clean({ kind: "cache.write", ...about, key: long, holds });
  expect(JSON.stringify(said).length).toBeLessThan(10_000_000);
  expect(said).toMatchObject({ key: `${"x".repeat(8_192)}…` });
});

test("anything else passes unchanged", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 15 }), fc.integer(), (text, number) => {
      const said = () =>
        ({ kind: "handler.run", channel: number, topic: text, binding: { type: text } }) as Said;
      expect(clean(said())).toEqual(said());
    }),
  );
});
