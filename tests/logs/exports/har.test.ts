import { createRequire } from "node:module";
import { HTTPSnippet, type HarRequest } from "@readme/httpsnippet";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { recording, recordings, written } from "./reports.ts";

const require = createRequire(import.meta.url);
const schemas = require("har-schema") as Record<string, object>;
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json") as object);
for (const schema of Object.values(schemas)) ajv.addSchema(schema);
const validate = ajv.getSchema("har.json#")!;

interface Har {
  log: {
    version: string;
    creator: { name: string; version: string };
    entries: { request: HarRequest }[];
  };
}
interface Entry {
  _resourceType: string;
  _webSocketMessages?: { type: string; time: number; opcode: number; data: string }[];
  request: { url: string };
  response: { status: number };
  startedDateTime: string;
}
const entriesOf = (name: string) =>
  (JSON.parse(written("har", recording(name))) as { log: { entries: Entry[] } }).log.entries;

test.each(recordings)("HAR of %s is valid by the schema of HAR 1.2", (name) => {
  const har: unknown = JSON.parse(written("har", recording(name)));
  if (!validate(har)) expect.fail(ajv.errorsText(validate.errors));
});

test.each(recordings)("a library that reads HAR makes a command of every request of %s", (name) => {
  const har = JSON.parse(written("har", recording(name))) as Har;
  const commands = new HTTPSnippet(har).convert("shell", "curl") as string[];
  const { entries } = har.log;
  expect(commands).toHaveLength(entries.length);
  for (const [place, { request }] of entries.entries()) {
    expect(commands[place]).toContain(`curl --request ${request.method} `);
    expect(commands[place]).toContain(request.url.replace(/\?.*/, ""));
  }
});

test("a socket is an entry with its frames, in their order, and every frame is in one", () => {
  const { events } = recording("healthy-v2");
  const sockets = entriesOf("healthy-v2").filter((entry) => entry._resourceType === "websocket");
  const messages = sockets.flatMap((entry) => entry._webSocketMessages ?? []);
  const frames = events.filter(({ kind }) => kind === "frame.in" || kind === "frame.out");
  expect(messages).toHaveLength(frames.length);
  expect(sockets[0]?.response.status).toBe(101);
  expect(messages.map(({ time }) => time)).toEqual(frames.map(({ at }) => at / 1_000));
  expect(new Set(messages.map(({ type, opcode }) => `${type} ${opcode}`))).toEqual(
    new Set(["send 1", "receive 1", "receive 2"]),
  );
});

test("a request that failed and one without an answer have status 0 and say why", () => {
  const stamp = (seq: number) => ({ id: `d:${seq}`, seq, doc: "d", at: 1_000 + seq });
  const log = JSON.parse(
    written("har", {
      ...recording("healthy-v1"),
      events: [
        { ...stamp(0), kind: "fetch.start", fetch: 1, method: "GET", url: "http://x/a?b=c" },
        { ...stamp(1), kind: "fetch.fail", fetch: 1, ms: 5, error: "Failed to fetch" },
        { ...stamp(2), kind: "fetch.start", fetch: 2, method: "GET", url: "http://x/" },
      ],
    }),
  ) as { log: { entries: unknown[] } };
  expect(log.log.entries).toMatchObject([
    {
      request: { queryString: [{ name: "b", value: "c" }] },
      response: { status: 0, _error: "Failed to fetch" },
      time: 5,
    },
    { response: { status: 0, _error: "pending" } },
  ]);
});
