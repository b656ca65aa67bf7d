import { expect, test } from "vitest";
import { readHoldings } from "./holdings.ts";
import { Needles } from "./needles.ts";
import { defaultOptions } from "./options.ts";

const project = (...urls: string[]) => ({
  content: { nodes: urls.map((url) => ({ data: { generated: { url } } })) },
});

test("of a project all URLs are told, watched or not", () => {
  const read = (key: string, from: unknown, to: unknown) =>
    readHoldings(key, from, to, new Needles(), defaultOptions);
  expect(read("/api/projects/7", project("a"), project("a", "b"))).toEqual({
    held: ["a"],
    holds: ["a", "b"],
  });
  expect(read('@"/api/projects","7",', undefined, project("a"))).toEqual({
    held: [],
    holds: ["a"],
  });
  expect(read("/api/other", project("a"), undefined)).toEqual({});
});

test("of anything else the watched ones, wherever they are, without running a getter", () => {
  const needles = new Needles();
  needles.watchImages(["http://s/a", "http://s/b"]);
  const data = {
    list: [{ deep: { src: "/_next/image?url=http://s/b" } }],
    get trap(): string {
      throw new Error("read");
    },
  };
  expect(readHoldings("/api/list", { src: "x" }, data, needles, defaultOptions)).toEqual({
    held: [],
    holds: ["http://s/b"],
  });
});
