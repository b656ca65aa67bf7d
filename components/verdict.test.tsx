// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import type { Candidate, Job, Verdict } from "../lib/chain/job.ts";
import { both } from "../lib/chain/text.ts";
import { fixtureEvents, fixtureJob, fixtureStore, stoppedAtU9 } from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";
import { timeOfDay } from "./format.ts";

const { all, ask, click, one, press, ...stage } = setStage();
const show = (job: Job, props: Parameters<typeof stage.show>[0] = {}) =>
  stage.show({ store: fixtureStore({ jobs: [job], events: fixtureEvents() }), ...props });

const candidates: Candidate[] = [
  {
    rule: "R19",
    confidence: "strong",
    title: both("The save was overwritten", "O salvamento foi sobrescrito"),
    sentence: "Two saves in one second.",
    evidence: [{ event: "doc:2", label: "the later frame" }],
    fix: { title: "webhook.ts", lines: [{ mark: "+", text: "rpc()" }] },
    check: { text: "Two webhooks in the log.", lines: ["grep 7c1e"] },
  },
  {
    rule: "R21",
    confidence: "hypothesis",
    title: "No trigger",
    sentence: "Nothing is sent without one.",
    evidence: [],
  },
];

const open: Partial<Verdict> = {
  kind: "broken",
  between: ["U7", "U9"],
  title: "Stopped between U7 and U9",
  sentence: "No frame came.",
  check: { text: "With the URL it is U8 or U9.", lines: ["GET /api/projects/7c1e04b2"] },
  candidates,
};
const between = (verdict: Partial<Verdict> = {}, history: Job["history"] = []) =>
  fixtureJob({ slots: "ooiiooo ioiiooiim---", verdict: { ...open, ...verdict }, history });

describe("what may be the cause", () => {
  test("each cause has its words, certainty and evidence, under the check that tells them apart", () => {
    show(between());
    expect(one(".candidates h3").textContent).toBe(
      "Possible causes Nothing seen here tells them apart.",
    );
    expect(all(".candidates li").map((row) => row.dataset["rule"])).toEqual(["R19", "R21"]);
    expect(one('[data-rule="R19"] .candidate-top').textContent).toBe(
      "The save was overwrittenStrong",
    );
    expect(all('[data-rule="R19"] .sure-on')).toHaveLength(2);
    expect(all('[data-rule="R21"] .sure-on')).toHaveLength(1);
    const check = one(".verdict-body > .check");
    expect(check.textContent).toContain("GET /api/projects/7c1e04b2");
    const place = check.compareDocumentPosition(one(".candidates"));
    expect(place & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  test("what to do about one is folded, and there only if there is something", () => {
    show(between());
    const [folded, ...others] = all(".candidates details");
    expect(others).toHaveLength(0);
    expect((folded as HTMLDetailsElement).open).toBe(false);
    expect(folded?.textContent).toContain("rpc()");
    expect(folded?.textContent).toContain("grep 7c1e");
  });

  test("its chip opens the event", () => {
    show(between());
    click('.candidates [data-event="doc:2"]');
    expect(one(".drawer").dataset["event"]).toBe("doc:2");
  });

  test("speaks Portuguese", () => {
    show(between(), { language: "pt-BR" });
    expect(one(".candidates h3").textContent).toContain("Causas possíveis");
    expect(one('[data-rule="R19"] b').textContent).toBe("O salvamento foi sobrescrito");
  });

  test("is not there when the cause is known", () => {
    show(stoppedAtU9());
    expect(all(".candidates")).toHaveLength(0);
    expect(all(".check")).toHaveLength(0);
  });
});

test("Enter on a folded remedy opens it and not the evidence of the step", () => {
  show(stoppedAtU9({ verdict: { ...open, evidence: [{ event: "doc:2", label: "frame" }] } }));
  press("Enter", one(".candidates summary"));
  expect(all(".drawer")).toHaveLength(0);
  press("Enter");
  expect(all(".drawer")).toHaveLength(1);
});

test("stays where it is while its evidence is opened; a step of the ladder is scrolled to", () => {
  const seen: (string | undefined)[] = [];
  const scroll = vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (
    this: Element,
  ) {
    if (this instanceof HTMLElement && this.matches(".rung")) seen.push(this.dataset["step"]);
  });
  show(stoppedAtU9());
  click('.verdict [data-event="doc:1"]');
  expect(one(".drawer").dataset["event"]).toBe("doc:1");
  expect(seen).toEqual([]);
  press(".");
  expect(seen).toEqual(["U10"]);
  scroll.mockRestore();
});

describe("what came through", () => {
  const remarked = { rule: "R12", confidence: "proof" as const, sentence: "Registered twice." };

  test("is never red, whatever a rule says of it", () => {
    const verdict = { ...remarked, step: "U10" as const };
    show(fixtureJob({ slots: "ooooooo oooooooooooo", verdict }));
    expect(one(".verdict-top .mark").dataset["status"]).toBe("observed");
    expect(one(".verdict .sentence").textContent).toBe("Registered twice.");
    expect(one(".sure").dataset["confidence"]).toBe("proof");
  });

  test("by a reload is no failure either", () => {
    const verdict = { kind: "rescued" as const, title: "Rescued by a reload" };
    show(fixtureJob({ slots: "ooooooo ooooouuuuuuo", verdict }));
    expect(one(".verdict-top .mark").dataset["status"]).toBe("observed");
  });

  test("a cancelled job is quiet", () => {
    show(fixtureJob({ slots: "ooooooo uuuuuuuuuuuu", verdict: { kind: "cancelled", step: "U1" } }));
    expect(one(".verdict-top .mark").dataset["status"]).toBe("unknown");
    expect(one(".job .word").className).toContain("quiet");
  });

  test("says what rescued it, with a way to that event", () => {
    const verdict: Partial<Verdict> = {
      kind: "rescued",
      step: "U9",
      title: "Rescued by focus revalidation",
      sentence: "The image came by focus revalidation, 41 s after the result.",
      evidence: [{ event: "doc:3", label: "focus revalidation" }],
    };
    show(fixtureJob({ slots: "ooooooo oooooooom--o", verdict }));
    expect(one(".verdict h2").textContent).toBe("Rescued by focus revalidation");
    expect(one(".verdict .sentence").textContent).toContain("41 s after");
    click('.verdict [data-event="doc:3"]');
    expect(one(".drawer").dataset["event"]).toBe("doc:3");
  });
});

describe("what was said before", () => {
  test("stands in a line each, in the words of its title", () => {
    const at = Date.UTC(2026, 5, 1, 14, 2, 12);
    show(
      between({}, [
        { at, kind: "broken", step: "U9", rule: "R01", title: "Stopped at U9, the project frame" },
        { at: at + 1_000, kind: "rescued", title: "Rescued by polling" },
      ]),
    );
    expect(all(".past").map((line) => line.textContent)).toEqual([
      `Until ${timeOfDay(at)}: Stopped at U9, the project frame`,
      `Until ${timeOfDay(at + 1_000)}: Rescued by polling`,
    ]);
  });

  test("is not there while nothing was", () => {
    show(between());
    expect(all(".past")).toHaveLength(0);
  });
});

describe("where it lives", () => {
  const stack = "Error\n    at subscribe (http://localhost:3000/_next/page.js:1:120)";
  const place = { file: "hooks/use-queue.ts", handler: "handleJobUpdate", stack };
  const probes = { get: () => Promise.resolve(), join: () => Promise.resolve() };

  test("is a file and a handler; the source only where it can be read", () => {
    show(between({ place }), { probes });
    expect(one("[data-place]").textContent).toBe("Where:hooks/use-queue.tshandleJobUpdate");
  });

  test("is read from the source map of the page when asked for", async () => {
    const map = {
      version: 3,
      sources: ["webpack://_N_E/./hooks/use-project-realtime.ts"],
      names: [],
      // Column 100 of line 1 is line 31 of the source.
      mappings: "oGA8BA",
    };
    const read: Record<string, string> = {
      "http://localhost:3000/_next/page.js": "run();\n//# sourceMappingURL=page.js.map",
      "http://localhost:3000/_next/page.js.map": JSON.stringify(map),
    };
    const source = (url: string) => Promise.resolve(read[url] ?? "");
    show(between({ place }), { probes: { ...probes, source } });
    await ask('[data-action="source"]');
    expect(one("[data-source]").textContent).toBe("hooks/use-project-realtime.ts:31");
  });

  test("is the place in the bundle when there is no map to read", async () => {
    const source = () => Promise.reject(new Error("404"));
    show(between({ place }), { probes: { ...probes, source } });
    await ask('[data-action="source"]');
    expect(one("[data-source]").textContent).toBe("page.js:1:120");
  });
});
