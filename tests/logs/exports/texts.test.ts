import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { STYLE, STYLE_HASH } from "../../../lib/export/html-style.ts";
import type { Report } from "../../../lib/export/report.ts";
import { recording, recordings, written } from "./reports.ts";

const { DOMParser } = new Window();
const broken = recording("public-project-join-v1");

/** The report with a stranger's words wherever a page's words may stand. */
const spoiled = (text: string): Report => ({
  ...broken,
  events: broken.events.map((event) =>
    event.kind === "page.start" ? { ...event, title: text, url: text } : event,
  ),
  jobs: broken.jobs.map((job) => ({
    ...job,
    id: text,
    create: job.create.map((state) => ({ ...state, note: text, evidence: [broken.events[0]!.id] })),
    verdict: {
      ...job.verdict,
      title: text,
      sentence: text,
      blind: text,
      place: { file: text, handler: text },
      fix: { title: text, lines: [{ mark: "+", text }] },
      check: { text, lines: [text] },
      candidates: [
        { rule: "R02", confidence: "strong", title: text, sentence: text, evidence: [] },
      ],
    },
  })),
  notices: [
    {
      id: "n",
      rule: "R64",
      level: "problem",
      at: 0,
      doc: "d",
      title: text,
      sentence: text,
      evidence: [],
    },
  ],
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "</style><script>alert(1)</script>",
    "</pre><img src=x onerror=alert(1)>",
    '"><iframe src=//evil>',
    "```\n# x",
    "[a](javascript:alert(1))",
    "| a | b |\n|---|",
    "<!--",
    "@everyone #1 https://evil.example",
  ),
);

describe("HTML", () => {
  test.each(recordings)("%s is whole and loads nothing", (name) => {
    const page = written("html", recording(name));
    expect(page).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(page).not.toMatch(/<(script|img|iframe|link|object|base|form|svg)\b/i);
    expect(page).not.toMatch(/\s(src|href|action|on\w+)\s*=\s*["']/i);
  });

  test("its policy lets in its own stylesheet and nothing else", () => {
    expect(STYLE_HASH).toBe(createHash("sha256").update(STYLE).digest("base64"));
    const page = written("html", broken);
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page.match(/<style>([\s\S]*?)<\/style>/)?.[1]).toBe(STYLE);
    expect(STYLE).not.toMatch(/url\(|@import/);
  });

  test("has all 19 rungs of a job with their status", () => {
    const page = new DOMParser().parseFromString(written("html", broken), "text/html");
    const rungs = [...page.querySelectorAll(".rung")];
    expect(rungs).toHaveLength(19);
    expect(rungs[15]?.getAttribute("data-status")).toBe("missing");
    expect(page.querySelectorAll("details").length).toBeGreaterThan(5);
  });

  test("whatever a page says is text", () => {
    const calm = new DOMParser().parseFromString(written("html", spoiled("x")), "text/html");
    const shapeOf = (page: ReturnType<InstanceType<typeof DOMParser>["parseFromString"]>) =>
      [...page.querySelectorAll("*")].map((it) => `${it.tagName} ${it.getAttributeNames().join()}`);
    fc.assert(
      fc.property(hostile, (text) => {
        const page = written("html", spoiled(`x${text}`));
        expect(shapeOf(new DOMParser().parseFromString(page, "text/html"))).toEqual(shapeOf(calm));
      }),
      { numRuns: 60 },
    );
  });
});

describe("Markdown", () => {
  test("has the verdict, the fix as a diff and a row for each step", () => {
    const text = written("markdown", broken);
    expect(text).toMatch(/^### Job \w{8} \(v1\): Stopped at U9, the project frame \(R01, \w+\)/);
    expect(text).toContain("```diff\n");
    expect(text.match(/^\| .* \| [CU]\d+ .* \|$/gm)).toHaveLength(19);
  });

  test("no text ends a block, adds a row, makes markup or calls anybody", () => {
    const shapeOf = (text: string) => text.split("\n").length;
    const calm = shapeOf(written("markdown", spoiled("x")));
    fc.assert(
      fc.property(hostile, (text) => {
        const page = written("markdown", spoiled(`x${text}`));
        expect(shapeOf(page)).toBe(calm);
        const outside = page.replace(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, "").replace(/^`[^`]*`$/gm, "");
        expect(outside).not.toMatch(/(?<!\\)<|@(?!\u200b)/);
        expect(outside.replace(/\*\*|\*[A-Z]/g, "")).not.toMatch(/(?<!\\)`|(?<!\\)\[/);
      }),
      { numRuns: 100 },
    );
  });
});

describe("one line", () => {
  test.each(recordings)("%s is one line", (name) => {
    expect(written("line", recording(name))).toMatch(/^Hopscope: [^\n]+\n$/);
  });

  test("names the job that broke, where, why and what it says", () => {
    expect(written("line", broken)).toMatch(
      /^Hopscope: job \w{8} \(v1\) .*□.* Stopped at U9, the project frame \(R01, .*1 of 1 jobs broke\.\n$/,
    );
  });

  test("stays one line whatever a page says", () => {
    fc.assert(fc.property(hostile, (text) => /^[^\n]+\n$/.test(written("line", spoiled(text)))));
  });

  test("says so when there is no job", () => {
    expect(written("line", { ...broken, jobs: [] })).toBe("Hopscope: This trace holds no job.\n");
  });
});
