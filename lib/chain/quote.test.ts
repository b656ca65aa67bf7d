import { expect, test } from "vitest";
import { shellText, sqlName, sqlText } from "./quote.ts";

test("what a log names cannot end its own quotes", () => {
  expect(sqlText("x'; drop table a; --")).toBe("'x''; drop table a; --'");
  expect(sqlName('a" to public; --')).toBe('"a"" to public; --"');
  expect(shellText("a'; rm -r .")).toBe(String.raw`'a'\''; rm -r .'`);
});

test("a plain name of SQL stays as it is", () => {
  expect(sqlName("fal_jobs")).toBe("fal_jobs");
});
