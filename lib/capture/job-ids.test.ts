import { expect, test } from "vitest";
import { jobIdReader } from "./job-ids.ts";

const read = (chunks: string[]) => {
  const told: string[] = [];
  const onText = jobIdReader((id) => told.push(id));
  const after = chunks.map((_, index) => {
    onText(chunks.slice(0, index + 1).join(""));
    return [...told];
  });
  return after;
};

test.each([
  [
    "with its row",
    ['0:{"a":"$@1"}\n', '1:{"nodeData":{"jobId":"j"}}\n', "2:1\n"],
    [[], ["j"], ["j"]],
  ],
  ["when the row comes in pieces", ['1:{"nodeData":{"job', 'Id":"j', '"}}\n'], [[], [], ["j"]]],
  ["in snake case", ['1:{"state":{"job_id":"j"}}'], [["j"]]],
  ["as soon as its promise has", ['1:{"jobId":"$@2"}\n', '2:"j"\n'], [[], ["j"]]],
  ["each once", ['1:{"jobId":"j"}\n', '2:{"jobId":"j"}\n3:{"jobId":"k"}\n'], [["j"], ["j", "k"]]],
])("an id is told %s", (_, chunks, told) => {
  expect(read(chunks)).toEqual(told);
});
