import { Window } from "happy-dom";
import { expect, test } from "vitest";
import type { CaptureEvent } from "../../../lib/event.ts";
import { JOB_TOPIC, Page, PROJECT_TOPIC, START } from "../build.ts";
import { arrived, created, finished, hops, play, ready } from "../play.ts";
import { reportOf, written } from "./reports.ts";

const job = play();

/** A tab with a job that went well. */
function first(): CaptureEvent[] {
  const page = new Page("first", START, 1);
  ready(page);
  created(page, job);
  finished(page, job);
  arrived(page, [job]);
  return page.events;
}

/** Another, which joined the project as public. */
function second(): CaptureEvent[] {
  const page = new Page("second", START + 10, 2);
  page.open();
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC, { private: false });
  page.now = first().find(({ kind }) => kind === "fetch.start")!.at;
  hops.inserted(page, job, 220);
  hops.completed(page, job);
  return page.events;
}

function pageOf(events: readonly CaptureEvent[], language: "en" | "pt-BR" = "en") {
  const { DOMParser } = new Window();
  const page = new DOMParser().parseFromString(
    written("html", reportOf(events, {}, language)),
    "text/html",
  );
  const texts = (selector: string) =>
    [...page.querySelectorAll(selector)].map(({ textContent }) =>
      textContent.replaceAll(/\s+/g, " ").trim(),
    );
  return { page, texts };
}

test("a log of one tab has no sheet", () => {
  expect(pageOf(first()).page.querySelector("article.tabs")).toBeNull();
});

test("a log of two tabs has what each got of each step, why they differ, and what proves it", () => {
  const { page, texts } = pageOf([...first(), ...second()]);
  expect(texts("article.tabs h3").slice(0, 4)).toEqual([
    "Project frame U9",
    "Job frame U5",
    "Image visible U12",
    "Job in queue C7",
  ]);
  const [frame] = page.querySelectorAll("article.tabs tbody");
  const cells = [...frame!.querySelectorAll("td[data-cell]")];
  expect(cells.map((each) => each.getAttribute("data-cell"))).toEqual(["received", "public-join"]);
  expect(cells[1]?.querySelector("p")?.textContent).toContain("joined project:p-1 as public");
  expect(cells[1]?.querySelector("pre")?.textContent).toContain("phx_join");
  expect(texts("article.tabs tfoot")[0]).toBe("Received of due1 of 10 of 1");
  expect(texts("article.tabs > ul > li")[0]).toMatch(/Tab 1 got it.*Tab 2/);
  expect(texts("article.tabs [data-state=failed]").length).toBeGreaterThan(0);
});

test("in Portuguese too", () => {
  const { texts } = pageOf([...first(), ...second()], "pt-BR");
  expect(texts("article.tabs h2")).toEqual(["Abas lado a lado"]);
  expect(texts("article.tabs thead th").slice(0, 3)).toEqual([
    "Job",
    "meta.id",
    "Aba 1v1, privado",
  ]);
});
