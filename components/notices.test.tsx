// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import type { Notice } from "../lib/chain/job.ts";
import { fixtureEvents, fixtureStore, START, stoppedAtU9 } from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";

const { all, click, one, ...stage } = setStage();

const notice = (given: Partial<Notice>): Notice => ({
  id: `${given.rule} ${given.doc}`,
  rule: "R12",
  level: "information",
  at: START,
  doc: "doc",
  title: "Registered twice",
  sentence: "Each frame runs two handlers.",
  evidence: [{ event: "doc:3", label: "handler" }],
  ...given,
});
const information = notice({});
const problem = notice({ rule: "R64", level: "problem", title: "Token pinned" });

const show = (notices: Notice[], jobs = [stoppedAtU9()]) =>
  stage.show({ store: fixtureStore({ jobs, notices, events: fixtureEvents() }) });
const rows = () => all("[data-notice]").map((row) => row.dataset["notice"]);

describe("this page", () => {
  test("counts what is worth knowing, problems first", () => {
    show([information, problem]);
    expect(one(".page-notices h2").textContent).toBe("This page1 problem, 1 note");
    expect(rows()).toEqual(["R64", "R12"]);
    expect(one('[data-notice="R12"]').textContent).toContain("Each frame runs two handlers.");
  });

  test("marks a problem as late and never anything as failed", () => {
    show([information, problem]);
    expect(all(".page-notices .mark").map((mark) => mark.dataset["status"])).toEqual(["late"]);
    expect(all('[data-notice="R12"] .mark')).toHaveLength(0);
  });

  test("says a problem in full and an information in a line, until it is opened", () => {
    show([information, problem]);
    expect(one('[data-notice="R64"] .fold').getAttribute("aria-expanded")).toBe("true");
    expect(one('[data-notice="R12"] .fold').getAttribute("aria-expanded")).toBe("false");
    expect(all(".notice-body")).toHaveLength(1);
    click('[data-notice="R12"] .fold');
    expect(all(".notice-body")).toHaveLength(2);
  });

  test("folds one notice, or all", () => {
    show([notice({ rule: "R02", level: "problem" }), problem]);
    click('[data-notice="R64"] .fold');
    expect(all(".notice-body")).toHaveLength(1);
    expect(one('[data-notice="R64"] .fold').getAttribute("aria-expanded")).toBe("false");
    click(".page-notices h2 .fold");
    expect(rows()).toEqual([]);
    click(".page-notices h2 .fold");
    expect(all(".notice-body")).toHaveLength(1);
  });

  test("its chip opens the event in the log", () => {
    show([problem]);
    click('.page-notices [data-event="doc:3"]');
    expect(one(".panel").dataset["view"]).toBe("events");
    expect(one(".drawer").dataset["event"]).toBe("doc:3");
  });

  test("is quiet when there is nothing to say", () => {
    show([]);
    expect(all(".page-notices")).toHaveLength(0);
  });

  test("speaks before the first job too", () => {
    show([problem], []);
    expect(rows()).toEqual(["R64"]);
    expect(one(".blank").dataset["empty"]).toBe("quiet");
  });

  test("leaves out pages that were left, but for that of the chosen job", () => {
    const old = notice({ rule: "R68", doc: "old" });
    const older = notice({ rule: "R02", doc: "older" });
    show([old, older, information], [stoppedAtU9({ doc: "old" })]);
    expect(rows()).toEqual(["R12", "R68"]);
  });
});
