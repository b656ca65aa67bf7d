import * as fc from "fast-check";
import { expect, test } from "vitest";
import { displayable, displayableLine } from "./displayable.ts";

test.each([
  ["project:\u202Ep-1\u202C", String.raw`project:\u202ep-1\u202c`],
  ["a\u2066b\u2069", String.raw`a\u2066b\u2069`],
  ["fal\u200B_jobs\uFEFF", String.raw`fal\u200b_jobs\ufeff`],
  ["\u001B]0;title\u0007\u0000", String.raw`\u001b]0;title\u0007\u0000`],
  ["half \uD83D of a pair", String.raw`half \ud83d of a pair`],
  ["\u{E0041}tag", String.raw`\u{e0041}tag`],
  ["a\u2028b\u00ADc", String.raw`a\u2028b\u00adc`],
])("%j is shown as %s", (text, shown) => {
  expect(displayable(text)).toBe(shown);
});

test.each(["", "Prompt: um café às 5h", "שלום עולם", "مرحبا", "東京", "👩‍👩‍👧 ❤️ 🇧🇷", "a\n\tb"])(
  "%j stays as it is",
  (text) => {
    expect(displayable(text)).toBe(text);
  },
);

test("a line has no newline, so a name cannot end a comment of code that is copied", () => {
  expect(displayableLine("-- t\nDROP TABLE a;")).toBe(String.raw`-- t\u000aDROP TABLE a;`);
});

test("of a text of 50 million characters as much is shown as anybody reads, and at once", () => {
  expect(displayable("\u202E".repeat(50_000_000)).length).toBeLessThan(20_000);
});

test("whatever the text, nothing hidden is left and showing it twice is showing it once", () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0x2000, max: 0x2070 }),
  );
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const shown = displayable(String.fromCharCode(...units));
      expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/);
      expect(() => encodeURIComponent(shown)).not.toThrow();
      expect(displayable(shown)).toBe(shown);
    }),
  );
});
