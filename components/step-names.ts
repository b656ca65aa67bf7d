import type { Profile, StepId } from "../lib/chain/profile.ts";
import { say, type Language } from "../lib/chain/text.ts";
import type { Words } from "./words-en.ts";

/** Two or three words for a step in the language of the panel. */
export const stepName = (step: StepId, profile: Profile, words: Words): string =>
  say(profile.steps[step].name, words.language as Language);
