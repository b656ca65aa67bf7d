import type { EventOf } from "../../lib/event.ts";
import { KEY, PROJECT, PROJECT_TOPIC, type Page } from "./build.ts";
import { project, urlOf, type Play } from "./play.ts";

type Fields<K extends Parameters<Page["say"]>[1]["kind"]> = Partial<Omit<EventOf<K>, "kind">>;

/** What SWR does, one word each; a log says what is other than usual. */
export const swr = {
  hook: (page: Page, says: Fields<"cache.hook"> = {}) =>
    page.say(0, { kind: "cache.hook", cache: 1, key: KEY, listeners: 1, fetcher: true, ...says }),
  mutate: (page: Page, says: Fields<"cache.mutate"> = {}) =>
    page.say(0, {
      kind: "cache.mutate",
      cache: 1,
      mutation: page.events.length,
      key: KEY,
      form: "global",
      hasData: false,
      blanks: false,
      ...says,
    }),
  asked: (page: Page, says: Fields<"cache.revalidate"> = {}) =>
    page.say(0, {
      kind: "cache.revalidate",
      cache: 1,
      key: KEY,
      cause: "mutate",
      listeners: 1,
      ...says,
    }),
  /** Gives the number of the request. */
  request(page: Page, after = 0, says: Fields<"cache.fetch"> = {}): number {
    const request = page.events.length;
    page.say(after, { kind: "cache.fetch", cache: 1, key: KEY, request, ...says });
    return request;
  },
  answered: (
    page: Page,
    request: number,
    outcome: EventOf<"cache.answer">["outcome"],
    says: Fields<"cache.answer"> = {},
  ) => page.say(1, { kind: "cache.answer", cache: 1, key: KEY, request, outcome, ...says }),
  /** A write; `held` and `holds` are the pictures before and after it, `holds` undefined is a blank. */
  wrote: (page: Page, after: number, held: Play[], holds: Play[] | undefined) =>
    page.say(after, {
      kind: "cache.write",
      cache: 1,
      key: KEY,
      from: "object of 5",
      to: holds ? "object of 5" : "undefined",
      blanked: holds === undefined,
      held: held.map(({ n }) => urlOf(n)),
      holds: (holds ?? []).map(({ n }) => urlOf(n)),
    }),
};

/** A GET of the project with what explains caching. */
export function getProject(page: Page, row: object, says: Fields<"fetch.end"> = {}): void {
  const fetch = 900 + page.events.length;
  page.say(0, { kind: "fetch.start", fetch, method: "GET", url: KEY });
  page.say(60, {
    kind: "fetch.end",
    fetch,
    status: 200,
    ms: 60,
    type: "application/json",
    body: JSON.stringify(row),
    ...says,
  });
}

/** A save of the whole project that begins now; call what it gives for its answer. */
export function save(page: Page, row: object): () => void {
  const fetch = 900 + page.events.length;
  page.say(1, { kind: "fetch.start", fetch, method: "PUT", url: KEY, body: JSON.stringify(row) });
  return () =>
    void page.say(20, {
      kind: "fetch.end",
      fetch,
      status: 200,
      ms: 4_000,
      type: "application/json",
    });
}

/** The project with node `n-1` as given, and no other. */
export const oneNode = (data: object): object => ({
  ...project([]),
  content: { nodes: [{ id: "n-1", type: "image", data }], edges: [] },
});

/** A project frame that tells what the row was before. */
export const changed = (page: Page, after: number, before: object, now: object) =>
  page.hears(after, `realtime:${PROJECT_TOPIC}`, "broadcast", {
    type: "broadcast",
    event: "UPDATE",
    payload: {
      operation: "UPDATE",
      table: "projects",
      schema: "public",
      record: now,
      old_record: before,
    },
    meta: { id: `${PROJECT} ${page.events.length}` },
  });

type Hit = EventOf<"react.look">["hits"][number];

/** A look at React's whole tree that finds `needle` where it is said to be. */
export const looked = (
  page: Page,
  needle: string,
  hits: Omit<Hit, "needle">[],
  says: Fields<"react.look"> = {},
) =>
  page.say(700, {
    kind: "react.look",
    needles: [needle],
    hits: hits.map((hit) => ({ ...hit, needle })),
    fibers: 60,
    ms: 0.4,
    exhausted: false,
    commits: 0,
    ...says,
  });
