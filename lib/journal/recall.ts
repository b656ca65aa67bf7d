/** The panel's part: it reads what was kept of its tab, and keeps what it gets itself, so that pages pay for one way only. */
import type { CaptureEvent } from "../event.ts";
import { openJournal, type Place } from "./journal.ts";
import { NEWS } from "./keep.ts";
import { createWriter } from "./writer.ts";

export interface Recall {
  /** Keeps what came from the page. */
  keep(events: CaptureEvent[]): void;
  close(): void;
}

/** Gives to `take` what the journal has of a tab, now and whenever the background has appended to it. Events may come twice, with the same ids. */
export function recallTab(tab: number, take: (events: CaptureEvent[]) => void): Recall {
  const journal = openJournal();
  const writer = createWriter(journal, tab);
  const news = new BroadcastChannel(NEWS);
  let place: Place = { next: 0 };
  let closed = false;
  let reading = Promise.resolve();

  const read = () => {
    reading = reading
      .then(async () => {
        if (closed) return;
        place = await (await journal).read(tab, place, (events) => !closed && take(events));
      })
      // A journal that cannot be read is one that has nothing: the live path does not depend on it.
      .catch(() => {});
  };
  news.addEventListener("message", ({ data }) => {
    if (data === tab) read();
  });
  read();

  return {
    keep: (events) => void writer.write(events),
    close() {
      closed = true;
      news.close();
      void writer.write([]).then(async () => (await journal).close());
    },
  };
}
