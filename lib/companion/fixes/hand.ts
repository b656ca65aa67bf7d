/** Gives the page what it should have got by itself: a change of a job, a refreshed project. */
import { encode, encodeBroadcast, versionOf } from "../encode.ts";
import type { Rig } from "../rig.ts";
import type { Given, Shape } from "./shape.ts";

/** What leads to a channel's handlers without a socket: from 2.100 on, and before. */
interface Inner {
  channelAdapter?: { getChannel?: () => { trigger?: Trigger } };
  _trigger?: Trigger;
}
type Trigger = (event: string, payload: unknown, ref: null, joinRef: null) => void;

/** The topic of the page's jobs, with `realtime:`; undefined where it has no such channel. */
export const jobTopicOf = ({ seams }: Rig): string | undefined =>
  [...seams.channels.keys()].findLast((topic) =>
    topic.startsWith(`realtime:${seams.options.jobTopic}`),
  );

/** Gives a change of a job to the page's own handler, by its socket where there is one. Returns whether it could. */
export function handJob(rig: Rig, shape: Shape, given: Given): boolean {
  const topic = jobTopicOf(rig);
  if (topic === undefined) return false;
  const { event, payload } = shape.make(given);
  const [socket] = [...rig.seams.sockets.keys()].filter(({ readyState }) => readyState === 1);
  if (socket) {
    const vsn = versionOf(socket);
    const isRow = event === "postgres_changes";
    rig.deliver(
      socket,
      isRow ? encode(vsn, { topic, event, payload }) : encodeBroadcast(vsn, topic, event, payload),
    );
    return true;
  }
  const channel = rig.seams.channels.get(topic)?.deref() as Inner | undefined;
  const inner = channel?.channelAdapter?.getChannel?.() ?? channel;
  const trigger = inner && (Reflect.get(inner, "trigger") ?? Reflect.get(inner, "_trigger"));
  if (typeof trigger !== "function") return false;
  const message = { type: "broadcast", event, payload };
  Reflect.apply(trigger as Trigger, inner, ["broadcast", message, null, null]);
  return true;
}

/** The keys of a project in the page's caches, with the caches that hold them. */
export function projectKeys({ seams }: Rig, projectId: string) {
  const { projectKey } = seams.options;
  return seams.caches().flatMap(({ cache, provider, mutate }) => {
    const keys = Reflect.get(provider, "keys") as (() => Iterable<unknown>) | undefined;
    const all = keys ? [...Reflect.apply(keys, provider, [])] : [`${projectKey}/${projectId}`];
    return all
      .filter((key): key is string => typeof key === "string" && !key.startsWith("$"))
      .filter((key) => key.includes(projectId) && key.includes(projectKey))
      .filter((key) => cache.read(key) !== undefined)
      .map((key) => ({ cache, provider, mutate, key }));
  });
}

/** SWR asks again for a key in the cache that owns it, without blanking it. Settles when the answer is there. */
export async function revalidate(
  { seams }: Rig,
  { mutate, provider, key }: ReturnType<typeof projectKeys>[number],
): Promise<void> {
  const { gates } = seams;
  // An array key is found by the array that the app gave.
  const given = (provider.get(key) as { _k?: unknown } | undefined)?._k ?? key;
  gates.mark = "injected";
  let answer: unknown;
  try {
    answer = mutate(given);
  } finally {
    delete gates.mark;
  }
  await answer;
}

/** Revalidates all that a project feeds; says so. */
export async function revalidateProject(rig: Rig, projectId: string): Promise<void> {
  await Promise.all(
    projectKeys(rig, projectId).map(async (each) => {
      rig.act("revalidated", { key: each.key });
      await revalidate(rig, each);
    }),
  );
}
