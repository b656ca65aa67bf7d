/** The languages that verdicts are written in. */
export type Language = "en" | "pt-BR";

/** The one for a browser language ("pt-BR"); English for all that are not written in. */
export const languageOf = (browser: string): Language => (/^pt\b/i.test(browser) ? "pt-BR" : "en");

/** Words for people: the same in every language (a topic, a key, code), or one for each. */
export type Text = string | Readonly<Record<Language, string>>;

/** The same said in English and in Brazilian Portuguese. */
export const both = (en: string, ptBR: string): Text => ({ en, "pt-BR": ptBR });

/** The words of one language. */
export const say = (text: Text, language: Language = "en"): string =>
  typeof text === "string" ? text : text[language];

/** One text from a template and the words that go into it, each in its own language. */
export const compose = (
  template: (word: (text: Text) => string, language: Language) => string,
): Text =>
  both(
    template((text) => say(text, "en"), "en"),
    template((text) => say(text, "pt-BR"), "pt-BR"),
  );

/** Milliseconds as people read them: "318 ms", "6.1 s", "2 min". */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 120_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
}

/** Time of day on the browser's clock, with seconds: "14:02:05". */
export function clock(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** Bytes as people read them: "640 B", "12 KB", "3.1 MB". 1 KB is 1,000 bytes, as Realtime counts its limits. */
export function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000
    ? `${Math.round(bytes / 1_000)} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
