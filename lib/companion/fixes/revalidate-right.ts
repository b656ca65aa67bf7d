/** A project's change asks for the project: in its own cache, without blanking it, until the answer is as new as the change. */
import { textOf, type Start } from "../rig.ts";
import { isOlder } from "./freshness.ts";
import { projectKeys, revalidate } from "./hand.ts";

const TRIES = 3;
/** After an answer the page's cache has it, in ms. */
const STORED_MS = 50;

type Entry = ReturnType<typeof projectKeys>[number];

export const revalidateRight: Start = (rig, params) => {
  const { page, options, fetch } = rig.seams;
  /** Addresses whose next GET goes past every cache. */
  const past = new Set<string>();
  /** Keys that the page has asked for by itself since the last change, and the rows that their answers are held against. */
  const asked = new Set<string>();
  const awaited = new Map<string, { entry: Entry; row: unknown }>();

  const freshen = async (entry: Entry, row: unknown) => {
    const { cache, key } = entry;
    for (let tries = 0; tries < TRIES && isOlder(cache.read(key), row); tries += 1) {
      if (!rig.isOn()) return;
      past.add(key);
      rig.act("asked past caches", { key });
      await revalidate(rig, entry);
    }
    past.delete(key);
  };
  const refresh = async (entry: Entry, row: unknown) => {
    rig.act("revalidated", { key: entry.key });
    await revalidate(rig, entry);
    await freshen(entry, row);
  };
  return {
    arrive({ message, change }) {
      const prefix = `realtime:${options.projectTopic}`;
      const { topic = "" } = message ?? {};
      if (!change?.record || !topic.startsWith(prefix) || !topic.includes(textOf(params, "topic")))
        return undefined;
      const projectId = topic.slice(prefix.length);
      const { record } = change;
      asked.clear();
      // When the page's own handler has run: what it does right is left to it.
      rig.later(0, () => {
        for (const entry of projectKeys(rig, projectId)) {
          if (asked.has(entry.key)) awaited.set(entry.key, { entry, row: record });
          else rig.run(refresh(entry, record));
        }
      });
      return undefined;
    },
    mutate(key, blanks) {
      if (!blanks || !key.includes(options.projectKey)) {
        asked.add(key);
        return false;
      }
      rig.act("kept from blanking", { key });
      return true;
    },
    call({ method, url }, go) {
      const address = url.pathname + url.search;
      if (method !== "GET" || !address.includes(options.projectKey)) return undefined;
      const init: RequestInit = { cache: "no-store", credentials: "same-origin" };
      if (past.delete(address))
        return Reflect.apply(fetch, page, [url.href, init]) as Promise<Response>;
      const answer = go();
      const settle = () => {
        const { entry, row } = awaited.get(address) ?? {};
        if (entry && awaited.delete(address)) rig.run(freshen(entry, row));
      };
      answer.then(
        () => rig.later(STORED_MS, settle),
        () => {},
      );
      return answer;
    },
  };
};
