import type { Text } from "../../lib/chain/text.ts";
import type { Preview } from "../../lib/share/build.ts";
import type { Story } from "../../lib/support/story.ts";

/** What would be in the file, counted. */
export interface Contents {
  events: number;
  addresses: number;
  messages: number;
  preview: Preview;
}

/** A recording as it stands, and what can be done with it. */
export interface Support {
  state: "idle" | "recording" | "recorded";
  /** Nothing was heard of the page yet: it is loaded again when a recording begins. */
  reloads: boolean;
  /** When it began, and the time now, ms since the epoch. */
  since: number;
  now: number;
  /** Whether the popup belongs to the tab that is recorded. */
  isHere: boolean;
  /** Undefined while it is being read. */
  story: Story | undefined;
  contents: Contents | undefined;
  /** A sentence about what went wrong. */
  problem: string | undefined;
  /** `anew`: the page that is there has nothing of us, whatever its tab has said before. */
  onRecord: (anew?: boolean) => void;
  onStop: () => void;
  onThrowAway: () => void;
  onReload: (() => void) | undefined;
  /** Saves the file and gives its name, or says why it does not. */
  onSave: () => Promise<{ name: string } | { refusal: Text }>;
}
