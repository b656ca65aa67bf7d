/** What a switch says that it did: the words of its events, as a person reads them. */
import { both, type Text } from "../chain/text.ts";

export const actWords = {
  answered: both("answered", "respondeu"),
  asked: both("asked", "perguntou"),
  "asked past caches": both("asked past caches", "perguntou sem caches"),
  "asked to join again": both("asked to join again", "pediu para reentrar"),
  "caught up": both("caught up", "recuperou"),
  closed: both("closed", "fechou"),
  cut: both("cut", "cortou"),
  delayed: both("delayed", "atrasou"),
  delivered: both("delivered", "entregue"),
  denied: both("denied", "negou"),
  doubled: both("doubled", "duplicou"),
  dropped: both("dropped", "descartou"),
  failed: both("failed", "falhou"),
  "gave up": both("gave up", "desistiu"),
  "given again": both("given again", "deu de novo"),
  held: both("held", "reteve"),
  hidden: both("hidden", "ocultou"),
  inserted: both("inserted", "inseriu"),
  "joined again": both("joined again", "reentrou"),
  "joined as private": both("joined as private", "entrou como privado"),
  "kept from blanking": both("kept from blanking", "impediu de esvaziar"),
  "left out": both("left out", "descartou a repetida"),
  over: both("over", "acabou"),
  "passed on": both("passed on", "repassou"),
  polling: both("polling", "polling"),
  refused: both("refused", "recusou"),
  revalidated: both("revalidated", "revalidou"),
  "rolled back": both("rolled back", "desfez"),
  shown: both("shown", "mostrou"),
  silent: both("silent", "silenciou"),
  stopped: both("stopped", "parou"),
  swallowed: both("swallowed", "engoliu"),
  threw: both("threw", "lançou erro"),
  truncated: both("truncated", "truncou"),
  unconfirmed: both("unconfirmed", "não confirmado"),
  "waits to join again": both("waits to join again", "espera para reentrar"),
} as const satisfies Record<string, Text>;

/** What something is called that a switch does. */
export type ActWord = keyof typeof actWords;
