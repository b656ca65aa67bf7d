import { createContext, use } from "react";
import { languageOf, say, type Language, type Text } from "../lib/chain/text.ts";
import { displayableLine } from "../lib/displayable.ts";
import { en, type Words } from "./words-en.ts";
import { ptBR } from "./words-pt-br.ts";

/** The words of a browser language ("pt-BR"); English for all that are not translated. */
export const wordsOf = (language: string): Words => (languageOf(language) === "pt-BR" ? ptBR : en);

/** Puts values where a text says `{name}`. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

export const WordsContext = createContext<Words>(en);
export const useWords = (): Words => use(WordsContext);

/** The words of a text in the language of the panel. They may name what a stranger named. */
export const useSay = (): ((text: Text) => string) => {
  const { language } = useWords();
  return (text) => displayableLine(say(text, language as Language));
};
