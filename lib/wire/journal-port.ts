/** The relay's way to the background: a port that names its document. */
import type { Channel } from "./channel.ts";
import { runtimeChannel, type RuntimePort } from "./runtime-port.ts";

const NAME = "hopscope-journal:";

/** The document that a connection is about; undefined when it is none of ours. */
export const docOfJournalPort = (name: string): string | undefined =>
  name.startsWith(NAME) ? name.slice(NAME.length) : undefined;

interface Runtime {
  /** Missing when the extension was updated, reloaded or removed under its content scripts. */
  id?: string | undefined;
  lastError?: unknown;
  connect(options: { name: string }): RuntimePort;
}

/** The background as the relay knows it. */
export interface Background {
  /** Opens a way to the journal for a document; gives undefined when there is no background any more. */
  open(doc: string): Channel | undefined;
  /** Whether the extension has gone. Nobody says so: a port that is opened at that moment is never closed. */
  isGone(): boolean;
}

export function createBackground(runtime: Runtime): Background {
  let gone = false;
  const isGone = () => (gone ||= runtime.id === undefined);
  return {
    isGone,
    open(doc) {
      if (isGone()) return undefined;
      try {
        const port = runtime.connect({ name: NAME + doc });
        // A worker that is just being stopped is no news, but an error in the page's console if nobody asks for it.
        port.onDisconnect.addListener(() => void runtime.lastError);
        return runtimeChannel(port);
      } catch {
        // "Extension context invalidated" is what Chromium says.
        gone = true;
        return undefined;
      }
    },
  };
}
