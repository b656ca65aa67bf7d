import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswer } from "./flight.ts";

const root = '0:{"a":"$@1","q":"","i":false,"b":"build"}\n';
const v1 = { flow: "v1", jobId: "j", requestId: "r" };

test.each([
  ["a value in its own row", `${root}1:{"nodeData":{"jobId":"j","requestId":"r"}}\n`],
  ["rows in any order", `1:{"nodeData":{"jobId":"j","requestId":"r"}}\n${root}`],
  ["snake case", `${root}1:{"nodeData":{"job_id":"j","request_id":"r"}}\n`],
  [
    "the pair of Next 14",
    '0:["$@1",["build",null]]\n1:{"nodeData":{"jobId":"j","requestId":"r"}}\n',
  ],
  ["an outlined object", `${root}2:{"jobId":"j","requestId":"r"}\n1:{"nodeData":"$2"}\n`],
  [
    "a path into another row",
    `${root}2:{"deep":{"jobId":"j","requestId":"r"}}\n1:{"nodeData":"$2:deep"}\n`,
  ],
  [
    "an outlined text, counted in bytes and without newline",
    `${root}2:T3,ção1:{"nodeData":{"jobId":"j","requestId":"r"}}\n`.replace("T3", "T5"),
  ],
  ["no newline at the end", `${root}1:{"nodeData":{"jobId":"j","requestId":"r"}}`],
])("v1: %s", (_, flight) => {
  expect(readAnswer(flight)).toEqual(v1);
});

test("v2 is told by its shape", () => {
  const flight = `${root}1:{"state":{"status":"generating","jobId":"j","requestId":"r"}}\n`;
  expect(readAnswer(flight)).toEqual({ ...v1, flow: "v2" });
});

test.each([
  ["an error value", `${root}1:{"error":"no credits"}\n`, "no credits"],
  ["a thrown action in production", '0:{"a":"$@1"}\n1:E{"digest":"42"}\n', "digest 42"],
  [
    "a thrown action in development",
    '0:{"a":"$@1"}\n1:E{"digest":"42","message":"boom"}\n',
    "boom",
  ],
  ["an error in the state", `${root}1:{"state":{"error":"NSFW"}}\n`, "NSFW"],
])("%s is an error", (_, flight, error) => {
  expect(readAnswer(flight)).toEqual({ error });
});

test.each([
  "",
  "<html></html>",
  root,
  `${root}1:{"nodeData":{}}\n`,
  '0:{"a":"$@0"}\n',
  `${root}1:"$1"\n`,
])("%j says nothing of a job", (flight) => {
  expect(readAnswer(flight)).toBeNull();
});

test("any text gives an answer, an error or nothing", () => {
  const row = fc.tuple(
    fc.constantFrom("0", "1", "2", "a"),
    fc.oneof(fc.json(), fc.string(), fc.constantFrom("T5,ab", "E{", '"$1"', '{"a":"$1"}')),
  );
  const flight = fc.array(row).map((rows) => rows.map(([id, text]) => `${id}:${text}\n`).join(""));
  fc.assert(
    fc.property(fc.oneof(fc.string(), flight), (text) => {
      const answer = readAnswer(text);
      return answer === null || "error" in answer || typeof answer.jobId === "string";
    }),
  );
});

test("rows that name each other many times cost no more than others", () => {
  const many = JSON.stringify(Array.from({ length: 50 }, () => "$1"));
  const row = JSON.stringify({ nodeData: { jobId: "j-1", requestId: "$2:id", rest: "$1" } });
  expect(readAnswer(`0:{"a":"$3"}\n1:${many}\n2:{"id":"r-1"}\n3:${row}\n`)).toEqual({
    flow: "v1",
    jobId: "j-1",
    requestId: "r-1",
  });
});
