import { expect, test } from "vitest";
import { framesOf, sourcePlace } from "./source-place.ts";

const map = (source: string) =>
  JSON.stringify({ version: 3, sources: [source], names: [], mappings: "AA8BA" });
const inline = (text: string) =>
  `run();\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(text).toString("base64")}`;
const stack = (...names: string[]) =>
  ["Error", ...names.map((name) => `    at ${name} (http://localhost/_next/${name}.js:1:9)`)].join(
    "\n",
  );

test("frames are those of Chromium and of Firefox that have an address", () => {
  expect(
    framesOf(
      "Error: x\n    at f (http://localhost/a.js?v=2:3:14)\n    at http://localhost/b.js:1:2\ng@http://localhost/c.js:5:6\n    at native",
    ),
  ).toEqual([
    { url: "http://localhost/a.js?v=2", line: 3, column: 14 },
    { url: "http://localhost/b.js", line: 1, column: 2 },
    { url: "http://localhost/c.js", line: 5, column: 6 },
  ]);
});

test.each([
  ["webpack://_N_E/./hooks/use-queue.ts", "hooks/use-queue.ts:31"],
  ["turbopack:///[project]/hooks/use-queue.ts", "hooks/use-queue.ts:31"],
  ["../../hooks/use-queue.ts?a1b2", "hooks/use-queue.ts:31"],
])("a map that calls it %s", async (source, place) => {
  const read = () => Promise.resolve(inline(map(source)));
  await expect(sourcePlace(stack("page"), read)).resolves.toBe(place);
});

test("a map of sections is read as well", async () => {
  const sections = [
    { offset: { line: 0, column: 0 }, map: JSON.parse(map("turbopack:///[project]/app/page.tsx")) },
  ];
  const read = () => Promise.resolve(inline(JSON.stringify({ version: 3, sections })));
  await expect(sourcePlace(stack("page"), read)).resolves.toBe("app/page.tsx:31");
});

test("the app's place is after those of libraries and of scripts that cannot be read", async () => {
  const read = (url: string) => {
    if (url.includes("gone")) return Promise.reject(new Error("404"));
    const source = url.includes("vendor") ? "node_modules/realtime-js/x.js" : "hooks/mine.ts";
    return Promise.resolve(inline(map(source)));
  };
  await expect(sourcePlace(stack("gone", "vendor", "page"), read)).resolves.toBe(
    "hooks/mine.ts:31",
  );
});

test.each(["not a script", "//# sourceMappingURL=data:application/json;base64,e30x"])(
  "without a map that can be read it is the place in the bundle: %s",
  async (text) => {
    await expect(sourcePlace(stack("page", "main"), () => Promise.resolve(text))).resolves.toBe(
      "page.js:1:9",
    );
  },
);

test("a stack without an address has no place", async () => {
  await expect(sourcePlace("Error", () => Promise.resolve(""))).resolves.toBeUndefined();
});
