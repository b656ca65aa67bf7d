import { say, type Language } from "../../lib/chain/text.ts";
import { displayableLine } from "../../lib/displayable.ts";
import { fill, useWords } from "../words.ts";
import { syncWords } from "./words.ts";

type SyncWord = keyof typeof syncWords;
export type Tell = (word: SyncWord, values?: Record<string, string | number>) => string;

/** Speaks the words of the sheet's view in the language of the panel. */
export function useTell(): Tell {
  const { language } = useWords();
  return (word, values = {}) =>
    displayableLine(fill(say(syncWords[word], language as Language), values));
}

export const tabCount = (n: number, tell: Tell): string =>
  n === 1 ? tell("oneTab") : tell("manyTabs", { n });
