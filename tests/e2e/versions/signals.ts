/** The table: which signals the taps see, of which library, and on which versions of it they do not. */
import type { Library } from "./combinations.ts";
import type { Signal } from "./signal.ts";
import { react } from "./signals-react.ts";
import { realtime } from "./signals-realtime.ts";
import { swr } from "./signals-swr.ts";

export const signals: Record<Library, Signal[]> = { realtime, swr, react };
