/** What is recorded, as the journal has it: a popup closes whenever it loses the focus, so nothing lives in it alone. */
import { browser } from "wxt/browser";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Contents } from "../../components/support/support.ts";
import type { Language } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { openJournal, type Journal } from "../../lib/journal/journal.ts";
import { RECORDED, type Recording } from "../../lib/journal/rows.ts";
import { previewOf } from "../../lib/share/build.ts";
import { usualChoice } from "../../lib/share/choice.ts";
import { conclude, createHopscope } from "../../lib/store.ts";
import { showRecording } from "../../lib/support/badge.ts";
import { storyOf, type Story } from "../../lib/support/story.ts";
import { pacer } from "../panel/slices.ts";

/** A recording that goes on is looked at so often, ms. */
const PACE = 1_000;

/**
 * What a page said last is on disk when nothing came for so long, ms: a batch waits 250 ms while no panel is there. A page that
 * never stops is waited for only so many times.
 */
const QUIET = 600;
const MOST_WAITS = 8;

export interface Look {
  /** Whether the journal has been asked. */
  known: boolean;
  recording: Recording | undefined;
  /** Whether anything was heard of the popup's own tab. */
  heard: boolean;
  /** Of a recording that was stopped. */
  events: readonly CaptureEvent[];
  story: Story | undefined;
  contents: Contents | undefined;
  problem: string | undefined;
  /** Ms since the epoch. */
  now: number;
}

export interface Recorder {
  look: StoreApi<Look>;
  /** Looks on until what it returns is called. */
  follow(): () => void;
  /** Loads the page again when nothing was heard of its tab, or when it is to begin anew. */
  record(anew?: boolean): void;
  stop(): void;
  discard(): void;
  reload(): void;
}

export function createRecorder(tab: number | undefined, language: Language): Recorder {
  const journal = openJournal();
  const look = createStore<Look>(() => ({
    ...{ known: false, recording: undefined, heard: false, events: [] },
    ...{ story: undefined, contents: undefined, problem: undefined, now: Date.now() },
  }));
  let stop = new AbortController();

  /** Asks the journal anew, and tells what there is until it is asked again. */
  const again = async () => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const open = await journal;
    const recording = await open.recording();
    const heard = tab !== undefined && (await open.clearedOf(tab)).size > 0;
    if (signal.aborted) return;
    look.setState({ known: true, recording, heard, story: undefined, contents: undefined });
    if (!recording) return;
    if (recording.until !== undefined) await lookThrough(open, recording, signal);
    else if (await tellOn(open, recording, signal)) await again();
  };

  /** Tells what happens as it happens; true when the recording has ended elsewhere, as with its tab. */
  const tellOn = async (
    open: Journal,
    { tab: recorded, since }: Recording,
    signal: AbortSignal,
  ) => {
    const { getState } = createHopscope();
    let place = { next: 0 };
    for (;;) {
      place = await open.read(recorded, place, (part) => getState().append(part));
      getState().tick(Date.now());
      if (signal.aborted) return false;
      look.setState({ now: Date.now(), story: storyOf(getState(), since) });
      await new Promise((resolve) => setTimeout(resolve, PACE));
      const now = await open.recording();
      if (now?.since !== since || now.until !== undefined) return !signal.aborted;
    }
  };

  /** Tells what was recorded, and what of it would leave. */
  const lookThrough = async (open: Journal, { since }: Recording, signal: AbortSignal) => {
    const events: CaptureEvent[] = [];
    await open.read(RECORDED, { next: 0 }, (part) => events.push(...part));
    if (signal.aborted) return;
    look.setState({ events, story: storyOf(conclude(events), since) });
    const preview = await previewOf({ events, choice: usualChoice, breathe: pacer(signal) });
    if (!signal.aborted) look.setState({ contents: { ...countsOf(events), preview } });
  };

  const run = (change: (open: Journal) => Promise<void>) => {
    look.setState({ problem: undefined });
    journal
      .then(change)
      .then(again)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) look.setState({ known: true, problem: String(error) });
      });
  };
  const load = async () => {
    if (tab !== undefined) await browser.tabs.reload(tab);
  };
  const nothing = () => Promise.resolve();

  return {
    look,
    follow() {
      run(nothing);
      return () => stop.abort();
    },
    record: (anew = false) =>
      run(async (open) => {
        if (tab === undefined) return;
        await open.record(tab, Date.now());
        showRecording(browser.action, true, language);
        if (anew || !look.getState().heard) await load();
      }),
    stop: () =>
      run(async (open) => {
        const until = Date.now();
        await untilQuiet(open);
        await open.stopRecording(until);
        showRecording(browser.action, false, language);
      }),
    discard: () =>
      run(async (open) => {
        await open.discardRecording();
        showRecording(browser.action, false, language);
      }),
    reload: () => run(load),
  };
}

async function untilQuiet(open: Journal): Promise<void> {
  let before = -1;
  for (let n = 0; n < MOST_WAITS; n += 1) {
    const { bytes } = await open.size();
    if (bytes === before) return;
    before = bytes;
    await new Promise((resolve) => setTimeout(resolve, QUIET));
  }
}

const countsOf = (events: readonly CaptureEvent[]): Omit<Contents, "preview"> => ({
  events: events.length,
  addresses: events.filter(({ kind }) => kind === "fetch.start").length,
  messages: events.filter(({ kind }) => kind === "frame.in" || kind === "frame.out").length,
});
