/** Runs the checks of one subject in the page, one after another. */
import { bind } from "./bind.ts";
import { builtins } from "./builtins.ts";
import { differences } from "./differences.ts";
import { fetchAbort } from "./fetch-abort.ts";
import { fetchAnswers } from "./fetch-answers.ts";
import { fetchErrors, fetchShape } from "./fetch-errors.ts";
import { reports } from "./reports.ts";
import { socketConstruct } from "./socket-construct.ts";
import { socketEvents } from "./socket-events.ts";
import { socketLife } from "./socket-life.ts";
import { socketShape } from "./socket-shape.ts";
import { traps } from "./traps.ts";
import { shape, type Checks } from "./subject.ts";

const subjects: Record<string, Checks> = {
  builtins,
  bind,
  traps,
  reports,
  differences,
  socketShape,
  socketConstruct,
  socketEvents,
  socketLife,
  fetchShape,
  fetchErrors,
  fetchAnswers,
  fetchAbort,
};

/** A check that waits for what never comes, ms. */
const PATIENCE = 5_000;

async function run(check: () => unknown): Promise<unknown> {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, "(never ended)"));
  try {
    return (await Promise.race([Promise.resolve(check()), late])) ?? "(nothing)";
  } catch (error) {
    return `(raised) ${String(error)}`;
  }
}

async function conform(subject: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(subjects[subject] ?? {}))
    found[name] = await run(check);
  return found;
}
const shapeOf = (name: string) => shape(window).find(([key]) => key === name);

Object.defineProperty(window, "conform", { value: { run: conform, shape: shapeOf } });
