/** The panel's part: it reads what was kept of its tab, and keeps what it gets itself, so that pages pay for one way only. */
import type { CaptureEvent } from "../event.ts";
import { openJournal, type Place, type UpTo } from "./journal.ts";
import { NEWS } from "./keep.ts";
import { createWriter } from "./writer.ts";

export interface Recall {
  /** What came from the page: it is given on and kept. */
  hear(events: CaptureEvent[]): void;
  /** Forgets these, and what was before them in their documents: neither this panel nor a later one is given it again. */
  clear(events: readonly CaptureEvent[]): void;
  close(): void;
}

/**
 * Gives to `take` what the journal has of a tab, now and whenever the background has appended to it, and what is heard from
 * the page. Events may come twice, with the same ids.
 */
export function recallTab(tab: number, take: (events: CaptureEvent[]) => void): Recall {
  const journal = openJournal();
  const writer = createWriter(journal, tab);
  const news = new BroadcastChannel(NEWS);
  let cleared: UpTo = new Map();
  let place: Place = { next: 0 };
  let closed = false;
  // A journal that cannot be read is one that has nothing: the live path does not depend on it.
  const ready = journal
    .then(async (open) => void (cleared = await open.clearedOf(tab)))
    .catch(() => {});
  let reading = ready;

  const give = (events: CaptureEvent[]) => {
    if (closed) return;
    const wanted = events.filter(({ doc, seq }) => seq > (cleared.get(doc) ?? -1));
    if (wanted.length > 0) take(wanted);
  };
  const read = () => {
    reading = reading
      .then(async () => {
        if (!closed) place = await (await journal).read(tab, place, give);
      })
      .catch(() => {});
  };
  news.addEventListener("message", ({ data }) => {
    if (data === tab) read();
  });
  read();
  // Those of other tabs hear of it; this one does not hear itself.
  const tell = () => {
    if (!closed) news.postMessage(tab);
  };

  return {
    hear(events) {
      void ready.then(() => give(events));
      void writer.write(events).then(tell);
    },
    clear(events) {
      const upTo = lastOf(events);
      for (const [doc, seq] of upTo) cleared.set(doc, seq);
      // Behind what is being written.
      void writer
        .write([])
        .then(async () => await (await journal).clearTab(tab, upTo))
        .catch(() => {});
    },
    close() {
      closed = true;
      news.close();
      void writer.write([]).then(async () => (await journal).close());
    },
  };
}

/** The same where nothing is recalled just now. */
export async function clearJournal(tab: number, events: readonly CaptureEvent[]): Promise<void> {
  const journal = await openJournal();
  await journal.clearTab(tab, lastOf(events));
  journal.close();
}

function lastOf(events: readonly CaptureEvent[]): UpTo {
  const upTo: UpTo = new Map();
  for (const { doc, seq } of events) upTo.set(doc, Math.max(seq, upTo.get(doc) ?? -1));
  return upTo;
}
