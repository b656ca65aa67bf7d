import { say, type Language } from "../../lib/chain/text.ts";
import { fill, useWords } from "../words.ts";
import { supportWords } from "./words.ts";

/** Speaks the words of support mode in the language of the popup. */
export function useTell(): (
  word: keyof typeof supportWords,
  values?: Record<string, string>,
) => string {
  const { language } = useWords();
  return (word, values = {}) => fill(say(supportWords[word], language as Language), values);
}
