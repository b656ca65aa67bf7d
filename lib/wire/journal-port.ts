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

/** Opens ports to the background; runs `end` once, and opens none any more, when the extension has gone. */
export function journalOpener(runtime: Runtime, end: () => void) {
  let ended = false;
  return (doc: string): Channel | undefined => {
    if (ended) return undefined;
    try {
      if (runtime.id !== undefined) {
        const port = runtime.connect({ name: NAME + doc });
        // A worker that is just being stopped is no news, but an error in the page's console if nobody asks for it.
        port.onDisconnect.addListener(() => void runtime.lastError);
        return runtimeChannel(port);
      }
    } catch {
      // "Extension context invalidated" is what Chromium says.
    }
    ended = true;
    end();
    return undefined;
  };
}
