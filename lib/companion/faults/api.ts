/** Answers of the API. Only GETs are met: nothing that writes is ever changed. */
import type { ReadRequest } from "../../capture/request.ts";
import { aimOf } from "../aim.ts";
import { numberOf, type Hooks, type Params, type Rig, type Start } from "../rig.ts";

type Go = () => Promise<Response>;

function eachMet(
  rig: Rig,
  params: Params,
  meet: (request: ReadRequest, go: Go) => Promise<Response> | undefined,
): Hooks {
  const aim = aimOf(params, rig.seams.clock.now);
  return {
    call(request, go) {
      const { href } = request.url;
      if (request.method !== "GET" || !aim({ url: href, text: () => href })) return undefined;
      return meet(request, go);
    },
  };
}

export const late: Start = (rig, params) =>
  eachMet(rig, params, ({ url }, go) => {
    rig.act("delayed", { url: url.pathname });
    const answer = go();
    const wait = new Promise<void>((resolve) => {
      // What waits when the switch goes off is let go.
      rig.undo(resolve);
      rig.later(numberOf(params, "ms"), resolve);
    });
    return wait.then(async () => rig.own(await answer));
  });

const answers =
  (status: number): Start =>
  (rig, params) =>
    eachMet(rig, params, ({ url }) => {
      rig.act("answered", { url: url.pathname, detail: String(status) });
      const error = status === 404 ? "Not found" : "Internal Server Error";
      return Promise.resolve(rig.own(json({ error }, status)));
    });

export const notFound = answers(404);
export const serverError = answers(500);

/** What the page's own cache holds of an address is the oldest answer there is; else the first that comes. */
export const stale: Start = (rig, params) => {
  const first = new Map<string, string>();
  for (const { cache, provider } of rig.seams.caches()) {
    const keys = Reflect.get(provider, "keys") as (() => Iterable<unknown>) | undefined;
    for (const key of keys ? Reflect.apply(keys, provider, []) : []) {
      const data = typeof key === "string" ? cache.read(key) : undefined;
      if (typeof key === "string" && data !== undefined) first.set(key, JSON.stringify(data));
    }
  }
  return eachMet(rig, params, ({ url }, go) => {
    const address = url.pathname + url.search;
    const kept = first.get(address);
    if (kept === undefined) {
      return go().then(async (answer) => {
        if (answer.ok) first.set(address, await answer.clone().text());
        return answer;
      });
    }
    rig.act("answered", { url: url.pathname, detail: "stale" });
    return Promise.resolve(rig.own(new Response(kept, JSON_TYPE)));
  });
};

const JSON_TYPE = { headers: { "content-type": "application/json" } };
const json = (body: object, status: number) =>
  new Response(JSON.stringify(body), { ...JSON_TYPE, status });
