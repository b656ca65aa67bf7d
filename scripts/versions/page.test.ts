import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { columnsOf, versionOf, type Library } from "../../tests/e2e/versions/combinations.ts";
import { signals } from "../../tests/e2e/versions/signals.ts";
import { actions, recordings } from "./actions.ts";
import { versionsPage } from "./page.ts";

test("docs/versions.md is what `npm run versions` writes", () => {
  const page = readFileSync(new URL("../../docs/versions.md", import.meta.url), "utf8");
  expect(page).toBe(versionsPage());
});

const libraries = Object.keys(signals) as Library[];

test.each(libraries)(
  "every exception of %s is of a version that is tried, and says why",
  (library) => {
    const tried = columnsOf(library).map(versionOf);
    for (const { never = {}, unseen = {} } of signals[library]) {
      for (const [version, reason] of [...Object.entries(never), ...Object.entries(unseen)]) {
        expect(tried).toContain(version);
        expect(reason).toMatch(/\.$/);
      }
    }
  },
);

test.each(libraries)("no signal of %s has two rows", (library) => {
  const names = signals[library].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("every answer that is kept has a row", () => {
  const kept = Object.values(recordings).flatMap((recording) => Object.keys(recording));
  expect([...new Set(kept)].toSorted()).toEqual(Object.keys(actions).toSorted());
});
