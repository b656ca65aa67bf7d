import { expect, test } from "vitest";
import { Needles } from "./needles.ts";
import { defaultOptions } from "./options.ts";

const change = (table: string, record: object, oldRecord: object | null = null) => ({
  operation: "UPDATE" as const,
  shape: "broadcast_changes" as const,
  table,
  record: { ...record },
  oldRecord: oldRecord && { ...oldRecord },
});
const project = (...urls: string[]) => ({
  content: { nodes: urls.map((url) => ({ data: { generated: { url } } })) },
});

test("a job's change is watched for by its id and its images", () => {
  const needles = new Needles();
  const record = { id: "j", result: { images: [{ url: "u1" }, {}, { url: "u2" }] } };
  needles.watchChange(change("fal_jobs", record), "realtime:fal_jobs:ada", defaultOptions);
  expect([...needles.commit]).toEqual(["u1", "u2", "j"]);
  expect([...needles.image]).toEqual(["u1", "u2"]);
});

test("a job seen in a commit is watched for again at its next change, its image is not", () => {
  const needles = new Needles();
  const record = { id: "j", result: { images: [{ url: "u" }] } };
  const tell = () => needles.watchChange(change("fal_jobs", record), "", defaultOptions);
  tell();
  needles.found("commit", "j");
  needles.found("commit", "u");
  needles.found("image", "u");
  tell();
  expect([...needles.commit]).toEqual(["j"]);
  expect([...needles.image]).toEqual([]);
});

test("of a project only the URLs that the change brought are watched for", () => {
  const needles = new Needles();
  needles.watchChange(change("projects", project("a", "b"), project("a")), "", defaultOptions);
  expect([...needles.image]).toEqual(["b"]);
});

test("other tables are not watched, and the oldest of too many are let go", () => {
  const needles = new Needles();
  needles.watchChange(change("users", { id: "x" }), "realtime:users", defaultOptions);
  expect(needles.commit.size).toBe(0);
  for (let index = 0; index < 250; index += 1) needles.watchJob(String(index));
  expect([needles.commit.size, needles.commit.has("49"), needles.commit.has("50")]).toEqual([
    200,
    false,
    true,
  ]);
});
