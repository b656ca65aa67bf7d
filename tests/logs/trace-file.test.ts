import { openAsBlob, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { snapshot } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { isCaptureEvent } from "../../lib/event-shape.ts";
import { conclude } from "../../lib/store.ts";
import { parseTrace } from "../../lib/trace/file.ts";
import { traceSchema } from "../../lib/trace/schema.ts";
import { readTrace, writeTrace } from "../../lib/trace/stream.ts";

const folder = new URL("./versions/", import.meta.url);
const recorded = new URL("./recorded/", import.meta.url);
const logs = readdirSync(recorded).map((name) =>
  gunzipSync(readFileSync(new URL(name, recorded))).toString(),
);
const page = readFileSync(new URL("../../docs/trace.schema.json", import.meta.url), "utf8");
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validate = ajv.compile(JSON.parse(page) as object);

async function open(name: string) {
  const events: CaptureEvent[] = [];
  const file = await openAsBlob(new URL(name, folder));
  const about = await readTrace(file.stream(), { onEvents: (some) => events.push(...some) });
  return { events, ...about };
}

test.each(["1.jsonl", "2.hopscope.json.gz"])("a file of version %s is read", async (name) => {
  const { events, budgets, ...about } = await open(name);
  expect(about).toEqual({ errors: [], badLines: 0 });
  expect(events).toHaveLength(40);
  expect(budgets).toEqual({ U1: 5_000, U2: 2_000 });
  const [job] = snapshot(conclude(events, budgets)).jobs;
  expect(job?.verdict).toMatchObject({ kind: "broken", step: "U9", rule: "R01" });
});

describe("docs/trace.schema.json", () => {
  test("is what `npm run schema` writes", () => {
    expect(page).toBe(`${JSON.stringify(traceSchema, null, 2)}\n`);
  });

  test("fits each line of what is written of every recorded log", async () => {
    for (const log of logs) {
      const { events, budgets } = parseTrace(log);
      const bytes = await new Response(writeTrace(events, { budgets })).arrayBuffer();
      for (const line of gunzipSync(bytes).toString().trimEnd().split("\n")) {
        if (!validate(JSON.parse(line))) expect.fail(`${line}: ${ajv.errorsText(validate.errors)}`);
      }
    }
  });

  test("refuses what the reader refuses: each field of each event taken away or of another type", () => {
    const kinds = new Map(
      logs.flatMap((log) => parseTrace(log).events).map((event) => [event.kind, event]),
    );
    expect(kinds.size).toBeGreaterThan(25);
    for (const event of kinds.values()) {
      for (const name of Object.keys(event)) {
        for (const value of [undefined, null, 3, "x", true, [3], {}]) {
          const { [name]: _, ...rest } = event as CaptureEvent & Record<string, unknown>;
          const spoiled = value === undefined ? rest : { ...rest, [name]: value };
          // A schema cannot say that the id begins with the document's.
          if (name === "id" || name === "doc") continue;
          expect([name, value, validate(spoiled)]).toEqual([name, value, isCaptureEvent(spoiled)]);
        }
      }
    }
  });
});
