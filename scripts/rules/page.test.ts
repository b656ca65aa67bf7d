import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findScenario } from "../../lab/scenarios.ts";
import { order } from "../../lib/chain/rules/order.ts";
import { rulesPage } from "./page.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("docs/rules.md is what `npm run rules` writes", () => {
  expect(read("docs/rules.md")).toBe(rulesPage(order));
});

test("every file of a rule is asked, once", () => {
  const files = readdirSync(new URL("../../lib/chain/rules", import.meta.url));
  const written = files.flatMap(
    (file) => read(`lib/chain/rules/${file}`).match(/^  id: "\w+"/gm) ?? [],
  );
  expect(order.map(({ id }) => `  id: "${id}"`).toSorted()).toEqual(written.toSorted());
});

test("every source in the lab is a scenario of it", () => {
  const named = order.flatMap(({ source }) => /^lab: (.+)/.exec(source)?.[1]?.split(", ") ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !findScenario(`${name}-v1`))).toEqual([]);
});

test("a rule says how it speaks, and nothing of it ends a cell", () => {
  const page = rulesPage([
    {
      id: "R99",
      title: "One | two",
      confidence: "strong",
      steps: ["C5", "U5"],
      source: "a #1",
      find: () => null,
      notice: () => [],
    },
  ]);
  expect(page).toContain("\n| R99 | One \\| two | C5 U5 | strong | find, notice | a #1 |\n");
});
