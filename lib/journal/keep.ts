/**
 * The background's part: it takes what relays say while no panel is there. Nothing lives in its memory alone, as it may
 * be stopped at any time; a relay whose port was closed opens another, is told what is on disk and goes on from there.
 */
import type { Channel } from "../wire/channel.ts";
import { createReader } from "../wire/reader.ts";
import { docOfJournalPort } from "../wire/journal-port.ts";
import { runtimeChannel, type Listeners, type RuntimePort } from "../wire/runtime-port.ts";
import { openJournal, type Journal } from "./journal.ts";
import { createWriter } from "./writer.ts";

/** On this the background and panels tell panels of which tab something was appended, or forgotten. */
export const NEWS = "hopscope-journal";

interface Port extends RuntimePort {
  sender?: { id?: string | undefined; tab?: { id?: number | undefined } | undefined } | undefined;
}

/** The part of the browser that is used. */
interface Browser {
  runtime: {
    id: string;
    onConnect: Pick<Listeners<(port: Port) => void>, "addListener">;
    onInstalled: Pick<Listeners<() => void>, "addListener">;
    onStartup: Pick<Listeners<() => void>, "addListener">;
  };
  tabs: { onRemoved: Pick<Listeners<(tab: number) => void>, "addListener"> };
}

/** Called when a tab was closed, with whether a recording goes on. */
type OnForgotten = (recording: boolean) => void;

/** Keeps the journal of all tabs. Listens at once, as the event that started the worker is waiting. */
export function keepJournal({ runtime, tabs }: Browser, onForgotten: OnForgotten): void {
  const journal = openJournal();
  const news = new BroadcastChannel(NEWS);
  // Who has gone cannot be asked: tabs have other numbers after a start, and an update may read rows in another way.
  const clear = () => void journal.then(async (open) => await open.clear());
  runtime.onInstalled.addListener(clear);
  runtime.onStartup.addListener(clear);
  tabs.onRemoved.addListener((tab) => {
    void journal.then(async (open) => {
      await open.forget(tab);
      news.postMessage(tab);
      const recording = await open.recording();
      onForgotten(recording !== undefined && recording.until === undefined);
    });
  });
  runtime.onConnect.addListener((port) => {
    const doc = docOfJournalPort(port.name);
    const tab = port.sender?.tab?.id;
    // Which tab it is, the browser says; a page of the extension itself has none to tell of.
    if (doc === undefined || tab === undefined || port.sender?.id !== runtime.id) return;
    void serve(runtimeChannel(port), journal, tab, doc, () => news.postMessage(tab));
  });
}

/** Takes the events of one document, and acknowledges what is on disk. */
async function serve(
  channel: Channel,
  journal: Promise<Journal>,
  tab: number,
  doc: string,
  told: () => void,
): Promise<void> {
  const writer = createWriter(journal, tab);
  const read = createReader();
  channel.onMessage((message) => {
    if (message.kind !== "batch") return;
    void writer.write(read(message.packs)).then(() => {
      channel.post({ kind: "ack", batch: message.batch });
      told();
    });
  });
  const after = await (await journal).lastOf(tab, doc);
  channel.post({ kind: "attach", ...(after !== undefined && { doc, after }) });
}
