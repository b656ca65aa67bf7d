import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readRows, writeRow } from "./rows.ts";

const row = fc.oneof(
  fc.record({
    id: fc.constantFrom("0", "1", "a", "1f"),
    tag: fc.constant("T"),
    content: fc.string({ unit: "grapheme" }),
    missing: fc.constant(0),
  }),
  fc.record({ id: fc.constantFrom("0", "1", "a"), content: fc.json(), missing: fc.constant(0) }),
);

test("rows that are written are read again", () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect([...readRows(rows.map(writeRow).join(""))]).toEqual(rows);
    }),
  );
});

test.each(["", "no row", '0:{"a":1}', "0:T5,ab", "0:T5,ção1:2\n", "1:E{", "2:Tx,\n", "3:T"])(
  "what stops within a row is written as it was: %j",
  (flight) => {
    expect([...readRows(flight)].map(writeRow).join("")).toBe(flight === "no row" ? "" : flight);
  },
);
