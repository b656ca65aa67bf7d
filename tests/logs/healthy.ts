/** Healthy sessions at random: whatever is said of one of their jobs on the way, nothing may be blamed. */
import * as fc from "fast-check";
import { snapshot } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { createHopscope, horizon } from "../../lib/store.ts";
import { START } from "./build.ts";
import { answer } from "./answer.ts";
import { disturb, live, lose } from "./disturb.ts";
import { layOut } from "./timeline.ts";
import { weather, type Weather } from "./weather.ts";
import { Weave } from "./weave.ts";
import { act, witness } from "./witness.ts";

const FIRST_CLICK_MS = 1_000;
/** How long a session goes on after its last picture. */
const REST_MS = 30_000;

/** The log of one session. */
export function session(drawn: Weather): CaptureEvent[] {
  const { page } = drawn;
  const { timelines, quiet } = layOut(drawn, START + FIRST_CLICK_MS);
  const end = Math.max(...timelines.map(({ saved }) => saved)) + REST_MS;
  const first = new Weave("d1", START);
  const documents = [first];
  if (quiet?.way === "reload") {
    first.end = quiet.from;
    first.strand(quiet.from).say(0, { kind: "page.leave", persisted: false });
    documents.push(new Weave("d2", quiet.from + quiet.ms));
  }
  if (page.otherTab !== null)
    documents.push(new Weave("d9", START + FIRST_CLICK_MS + page.otherTab, 2));
  for (const document of documents) {
    live(document, end, page, quiet?.way === "reconnect" && document === first ? quiet : undefined);
    const requests = timelines.flatMap((time) => witness(document, time, timelines));
    answer(document, [...disturb(document, page), ...requests], timelines, page.discards);
  }
  for (const time of timelines) act(first, time);
  const events = documents.flatMap((document) => document.events());
  return lose(
    events.toSorted((a, b) => a.at - b.at),
    page.lost,
  );
}

/** What was blamed at any moment of a log or after its end. */
export function falseAlarms(events: readonly CaptureEvent[]): string[] {
  const hopscope = createHopscope();
  const alarms = new Set<string>();
  const look = () => {
    for (const { id, verdict } of snapshot(hopscope.getState()).jobs) {
      if (verdict.kind !== "broken") continue;
      const { step, between, rule = "" } = verdict;
      alarms.add(`${id}: ${step ?? between?.join("-")} ${rule} ${verdict.sentence}`);
    }
  };
  for (const event of events) {
    // Until just before the next event: what is only late may not be given up. A loss is told at the first chance.
    if (event.kind !== "gap.drop") hopscope.getState().tick(event.at - 1);
    look();
    hopscope.getState().append([event]);
    look();
  }
  hopscope.getState().tick(hopscope.getState().now + horizon());
  look();
  return [...alarms];
}

interface Sample {
  /** Draws the same session again. */
  seed: number;
  jobs: number;
  events: CaptureEvent[];
}

const MOST_AT_ONCE = 7;

/** Sessions with so many jobs in all, 1 to 7 at once. The same seed draws the same sessions. */
export function* healthySessions(jobs: number, seed = 1): Generator<Sample> {
  for (let left = jobs, i = 0; left > 0; i++) {
    const count = Math.min(left, (i % MOST_AT_ONCE) + 1);
    const [drawn] = fc.sample(weather(count), { seed: seed + i, numRuns: 1 });
    yield { seed: seed + i, jobs: count, events: session(drawn!) };
    left -= count;
  }
}
