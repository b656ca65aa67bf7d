import { useEffect, useMemo, useState } from "react";
import { browser } from "wxt/browser";
import type { Contents, Support } from "../../components/support/support.ts";
import type { Language } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { openJournal } from "../../lib/journal/journal.ts";
import { RECORDED, type Recording } from "../../lib/journal/rows.ts";
import { previewOf } from "../../lib/share/build.ts";
import { usualChoice } from "../../lib/share/choice.ts";
import { conclude, createHopscope } from "../../lib/store.ts";
import { showRecording } from "../../lib/support/badge.ts";
import { storyOf, type Story } from "../../lib/support/story.ts";
import { saveFile } from "../panel/save.ts";
import { pacer } from "../panel/slices.ts";

/** What is recorded is looked at so often, ms. */
const PACE = 1_000;

/** What a page said last is in the journal after so long: a batch waits 250 ms while no panel is there. */
const SETTLED = 600;

/** What is known of the recording; undefined until the journal was asked. */
interface Look {
  recording: Recording | undefined;
  /** Whether anything was heard of the popup's own tab. */
  heard: boolean;
}

/**
 * The recording as the journal has it: the popup closes whenever it loses the focus, so nothing lives in it alone. Undefined
 * until that is known.
 */
export function useSupport(tab: number | undefined, language: Language): Support | undefined {
  const journal = useMemo(() => openJournal(), []);
  const [look, setLook] = useState<Look>();
  const [story, setStory] = useState<Story>();
  const [contents, setContents] = useState<Contents>();
  const [problem, setProblem] = useState<string>();
  const [now, setNow] = useState(() => Date.now());
  const [events, setEvents] = useState<readonly CaptureEvent[]>([]);

  const fail = (error: unknown) => setProblem(String(error));
  const again = async () => {
    const open = await journal;
    const recording = await open.recording();
    const heard = tab !== undefined && (await open.clearedOf(tab)).size > 0;
    setLook({ recording, heard });
  };
  useEffect(() => {
    again().catch(fail);
    // The journal is the same as long as the popup.
  }, [tab]);

  const recording = look?.recording;
  useEffect(() => {
    if (!recording) return undefined;
    const stop = new AbortController();
    const told = recording.until === undefined ? follow : lookThrough;
    told(recording, stop.signal).catch((error: unknown) => !stop.signal.aborted && fail(error));
    return () => stop.abort();
  }, [recording]);

  /** Tells what happens as it happens. */
  async function follow({ tab: recorded, since }: Recording, signal: AbortSignal) {
    const open = await journal;
    const { getState } = createHopscope();
    let place = { next: 0 };
    while (!signal.aborted) {
      place = await open.read(recorded, place, (part) => getState().append(part));
      getState().tick(Date.now());
      if (signal.aborted) return;
      setNow(Date.now());
      setStory(storyOf(getState(), since));
      await new Promise((resolve) => setTimeout(resolve, PACE));
      // Its tab may have been closed meanwhile.
      if ((await open.recording())?.until !== undefined) return await again();
    }
  }

  /** Tells what was recorded, and what of it would leave. */
  async function lookThrough({ since }: Recording, signal: AbortSignal) {
    const open = await journal;
    const log: CaptureEvent[] = [];
    await open.read(RECORDED, { next: 0 }, (part) => log.push(...part));
    if (signal.aborted) return;
    setEvents(log);
    setStory(storyOf(conclude(log), since));
    const preview = await previewOf({ events: log, choice: usualChoice, breathe: pacer(signal) });
    if (!signal.aborted) setContents({ ...countsOf(log), preview });
  }

  if (!look) return undefined;
  const act = (change: () => Promise<void>) => {
    setProblem(undefined);
    change().then(again).catch(fail);
  };
  const reload = async () => {
    if (tab !== undefined) await browser.tabs.reload(tab);
  };
  return {
    state: !recording ? "idle" : recording.until === undefined ? "recording" : "recorded",
    reloads: !look.heard,
    since: recording?.since ?? now,
    now,
    isHere: recording?.tab === tab,
    story,
    contents,
    problem,
    onRecord: () =>
      act(async () => {
        if (tab === undefined) return;
        setStory(undefined);
        setContents(undefined);
        setNow(Date.now());
        await (await journal).record(tab, Date.now());
        showRecording(browser.action, true, language);
        if (!look.heard) await reload();
      }),
    onStop: () =>
      act(async () => {
        const until = Date.now();
        await new Promise((resolve) => setTimeout(resolve, SETTLED));
        setStory(undefined);
        await (await journal).stopRecording(until);
        showRecording(browser.action, false, language);
      }),
    onThrowAway: () =>
      act(async () => {
        await (await journal).discardRecording();
        showRecording(browser.action, false, language);
      }),
    onReload: recording?.tab === tab ? () => act(reload) : undefined,
    onSave: async () =>
      await saveFile({
        ...{ events, budgets: {}, choice: usualChoice, format: "trace", language },
        breathe: pacer(),
      }),
  };
}

const countsOf = (events: readonly CaptureEvent[]): Omit<Contents, "preview"> => ({
  events: events.length,
  addresses: events.filter(({ kind }) => kind === "fetch.start").length,
  messages: events.filter(({ kind }) => kind === "frame.in" || kind === "frame.out").length,
});
