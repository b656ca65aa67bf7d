/** The changes that a rule proposes for a job, and the companion for a fix that was tried: with the same words. */
import type { Fix } from "../job.ts";
import { keyCode } from "../swr-key.ts";
import { both } from "../text.ts";

const plus = (text: string) => ({ mark: "+" as const, text });
const minus = (text: string) => ({ mark: "-" as const, text });

const ofTopic = (topic: string) => both(`topic ${topic}`, `tópico ${topic}`);

/** Join `topic` as private. */
export const joinPrivate = (topic: string): Fix => ({
  title: ofTopic(topic),
  lines: [
    minus(`.channel(${JSON.stringify(topic)})`),
    plus(`.channel(${JSON.stringify(topic)}, { config: { private: true } })`),
  ],
});

/** Bind the handler to every event; without the bindings that there are it is one more. */
export const listenToAll = (
  topic: string,
  bound: { type: string; event?: string | undefined } | undefined,
  handler: string | undefined,
): Fix => ({
  title: ofTopic(topic),
  lines: [
    ...(bound
      ? [minus(`.on("${bound.type}", { event: "${bound.event ?? "*"}" }, ${handler || "handler"})`)]
      : []),
    plus(`.on("broadcast", { event: "*" }, ${handler || "handler"})`),
  ],
});

/** Realtime does not replay: after a gap what it would have changed is asked for. `key` as the code has it. */
export const refetchOnRejoin = (key = "key"): Fix => ({
  title: both(
    "after every SUBSCRIBED but the first",
    "depois de cada SUBSCRIBED, menos o primeiro",
  ),
  lines: [plus(`if (status === "SUBSCRIBED" && joinedBefore) mutate(${key});`)],
});

/** The client does not rejoin after phx_close. */
export const subscribeAgain = (topic: string | undefined): Fix => ({
  title: both("the status callback", "o callback de status"),
  lines: [
    plus(`if (status === "CLOSED" && !leaving) {`),
    plus("  // remove the cause first: token, rate, permission"),
    plus(`  setTimeout(() => subscribe(${JSON.stringify(topic)}), 1_000);`),
    plus("}"),
  ],
});

/** A channel is joined with the token of the moment. */
export const freshToken = (topic: string | undefined): Fix => ({
  title: both("after a new session", "depois de uma nova sessão"),
  lines: [
    plus("await supabase.auth.getSession(); // refreshes it"),
    plus("await supabase.realtime.setAuth();"),
    plus(`supabase.channel(${JSON.stringify(topic)}, { config: { private: true } })`),
  ],
});

/** Ask again without emptying the cache first. `key` as SWR serialises it. */
export const mutateWithoutBlanking = (key: string): Fix => ({
  title: both("the project handler", "o handler do projeto"),
  lines: [
    minus(`mutate(${keyCode(key)}, undefined, { revalidate: true })`),
    plus(`mutate(${keyCode(key)})`),
  ],
});

/** Past the browser's own cache. */
export const FETCH_UNCACHED: Fix = {
  title: both("the fetcher of the hook", "o fetcher do hook"),
  lines: [plus('fetch(url, { cache: "no-store" })')],
};
