import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Said } from "../../../lib/event.ts";
import { FORMAT_NAMES, type FormatName } from "../../../lib/export/formats.ts";
import { buildFile } from "../../../lib/share/build.ts";
import { usualChoice } from "../../../lib/share/choice.ts";
import { formsOf } from "../../../lib/share/encodings.ts";
import { cases } from "../cases.ts";
import { KINDS, logOf, PLACES, type Secret } from "./secrets.ts";

const choice = { ...usualChoice, fields: ["nickname"] };
/** So that every format has something to say. */
const { events: job } = Object.values(cases)[0]!;

async function textOf(events: typeof job, format: FormatName): Promise<string> {
  const order = { events, budgets: {}, choice, format, language: "en" as const };
  const { file, leaks } = await buildFile(order);
  expect(leaks).toEqual([]);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return format === "trace" ? gunzipSync(bytes).toString() : new TextDecoder().decode(bytes);
}

/** The text and what is base64 in it, as it reads without escapes. */
function readable(text: string): string {
  const inner = Array.from(text.matchAll(/[\w+/-]{12,}={0,2}/g), ([run]) =>
    Buffer.from(run, "base64").toString(),
  );
  return [text, ...inner, text.replaceAll("\\", "")].join("\n");
}

/** What of a secret would tell it: all its forms, and its longest word. */
const tracesOf = ({ value, named }: Secret): string[] => [
  ...formsOf(value),
  ...(named === undefined ? [] : value.split(/[^A-Za-z0-9]+/).filter(({ length }) => length > 5)),
];

const planted = fc.record({
  secret: fc.constantFrom(...Object.values(KINDS)).chain((kind) => kind),
  places: fc.subarray(Object.values(PLACES), { minLength: 1 }),
  home: fc.constantFrom(...Object.values(PLACES)),
});

const say = ({
  secret,
  places,
  home,
}: {
  secret: Secret;
  places: ((text: string) => Said)[];
  home: (text: string) => Said;
}) => [
  ...places.map((place) => place(secret.value)),
  ...(secret.named === undefined ? [] : [home(secret.named)]),
];

test("there are twenty kinds and more, and places of every sort", () => {
  expect(Object.keys(KINDS).length).toBeGreaterThanOrEqual(20);
  expect(Object.keys(PLACES).length).toBeGreaterThanOrEqual(12);
});

describe.each(Object.keys(KINDS))("a %s", (kind) => {
  test("in any place never comes out in any format", async () => {
    const [secret] = fc.sample(KINDS[kind]!, { numRuns: 1, seed: 7 });
    const said = [
      ...Object.values(PLACES).map((place) => place(secret!.value)),
      ...(secret!.named === undefined
        ? []
        : Object.values(PLACES).map((place) => place(secret!.named!))),
    ];
    const events = [...job, ...logOf(said)];
    for (const format of FORMAT_NAMES) {
      const text = readable(await textOf(events, format));
      for (const trace of tracesOf(secret!))
        expect([format, text.includes(trace)]).toEqual([format, false]);
    }
  });
});

test("any secrets in any places never come out in any format", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(planted, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...FORMAT_NAMES),
      async (seeds, format) => {
        const events = [...job, ...logOf(seeds.flatMap(say))];
        const text = readable(await textOf(events, format));
        for (const { secret } of seeds)
          for (const trace of tracesOf(secret))
            expect([trace, text.includes(trace)]).toEqual([trace, false]);
      },
    ),
    { numRuns: 150 },
  );
});
