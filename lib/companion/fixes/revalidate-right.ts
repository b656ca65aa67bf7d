/** A project's change asks for the project: in its own cache, without blanking it, until the answer is as new as the change. */
import { textOf, type Start } from "../rig.ts";
import { isOlder } from "./freshness.ts";
import { projectKeys, revalidate } from "./hand.ts";

const TRIES = 3;

export const revalidateRight: Start = (rig, params) => {
  const { page, options, fetch } = rig.seams;
  /** Addresses whose next GET goes past every cache. */
  const past = new Set<string>();

  const refresh = async (projectId: string, row: unknown) => {
    for (const each of projectKeys(rig, projectId)) {
      const { cache, key } = each;
      rig.act("revalidated", { key });
      await revalidate(rig, each);
      for (let tries = 0; tries < TRIES && isOlder(cache.read(key), row); tries += 1) {
        past.add(key);
        rig.act("asked past caches", { key });
        await revalidate(rig, each);
      }
      past.delete(key);
    }
  };
  return {
    arrive({ message, change }) {
      const prefix = `realtime:${options.projectTopic}`;
      const { topic = "" } = message ?? {};
      if (!change?.record || !topic.startsWith(prefix) || !topic.includes(textOf(params, "topic")))
        return undefined;
      const projectId = topic.slice(prefix.length);
      const { record } = change;
      // After the page's own handler, whose revalidation it is to come after.
      rig.later(0, () => void refresh(projectId, record).catch(() => rig.act("gave up")));
      return undefined;
    },
    mutate(key, blanks) {
      if (!blanks || !key.includes(options.projectKey)) return false;
      rig.act("kept from blanking", { key });
      return true;
    },
    call({ method, url }) {
      if (method !== "GET" || !past.delete(url.pathname + url.search)) return undefined;
      const init: RequestInit = { cache: "no-store", credentials: "same-origin" };
      return Reflect.apply(fetch, page, [url.href, init]) as Promise<Response>;
    },
  };
};
