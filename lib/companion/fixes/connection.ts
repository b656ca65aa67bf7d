/** Fixes of how the page is connected: what it joins, hears, and does when that ends. */
import { say } from "../../chain/text.ts";
import { createBox } from "../bar.ts";
import { barWords } from "../bar-words.ts";
import { encode, encodeBroadcast, versionOf } from "../encode.ts";
import { textOf, type Rig, type Start } from "../rig.ts";
import { askJob } from "./ask-job.ts";
import { watchActions, type NewJob } from "./actions.ts";
import { Channels } from "./channels.ts";
import { handJob, revalidateProject } from "./hand.ts";
import { jobChangeOf, Shape } from "./shape.ts";

const joinedTopics = ({ seams }: Rig, part = ""): string[] =>
  [...seams.channels]
    .filter(([topic, channel]) => topic.includes(part) && channel.deref()?.state === "joined")
    .map(([topic]) => topic);

/** Every version of the client joins a channel again, after its own wait, that the server says has failed. */
function failChannel(rig: Rig, topic: string): void {
  for (const socket of rig.seams.sockets.keys()) {
    const error = { topic, event: "phx_error", payload: { reason: "rejoin" } };
    if (socket.readyState === 1) rig.deliver(socket, encode(versionOf(socket), error));
  }
}

export const joinAsPrivate: Start = (rig, params) => {
  const part = textOf(params, "topic");
  const isOurs = (topic: string) => topic.startsWith("realtime:") && topic.includes(part);
  // Those that are joined as public already, or were refused, join again.
  for (const [topic, held] of rig.seams.channels) {
    const channel = held.deref();
    if (!channel || !isOurs(topic) || !["joined", "joining", "errored"].includes(channel.state))
      continue;
    if (channel.private ?? channel.params?.config?.private) continue;
    rig.act("asked to join again", { topic });
    rig.later(0, () => failChannel(rig, topic));
  }
  return {
    depart({ message }) {
      if (message.event !== "phx_join" || !isOurs(message.topic)) return undefined;
      const payload = message.payload as { config?: { private?: boolean } };
      if (payload.config?.private === true) return undefined;
      rig.act("joined as private", { topic: message.topic });
      const config = { ...payload.config, private: true };
      return { ...message, payload: { ...payload, config } };
    },
  };
};

/** The events that a channel's bindings name. */
function boundEvents({ seams }: Rig, topic: string): string[] {
  const channel = seams.channels.get(topic)?.deref() as
    | { bindings?: { broadcast?: { filter?: { event?: unknown } }[] } }
    | undefined;
  return (channel?.bindings?.broadcast ?? [])
    .map(({ filter }) => filter?.event)
    .filter((event) => typeof event === "string");
}

export const listenToEveryEvent: Start = (rig, params) => ({
  arrive({ socket, message, change }) {
    if (message?.event !== "broadcast" || !change) return undefined;
    const { topic } = message;
    if (!topic.includes(textOf(params, "topic"))) return undefined;
    const { event = "", payload } = message.payload as { event?: string; payload?: unknown };
    const bound = boundEvents(rig, topic);
    const isHeard = bound.some(
      (each) => each === "*" || each.toLowerCase() === event.toLowerCase(),
    );
    const [name] = bound;
    if (isHeard || name === undefined) return undefined;
    rig.act("passed on", { topic, event, detail: name });
    // The page hears it under the name that it listens to; what happened stands in the payload.
    rig.later(0, () =>
      rig.deliver(socket, encodeBroadcast(versionOf(socket), topic, name, payload)),
    );
    return undefined;
  },
});

/** Waits before the nth attempt, in s. */
const waitOf = (attempt: number) => Math.min(30, 2 ** attempt);
/** A join has its answer by then, in ms. */
const JOIN_TIMEOUT = 10_000;

export const resubscribe: Start = (rig, params) => {
  const part = textOf(params, "topic");
  const channels = new Channels(joinedTopics(rig));
  const attempts = new Map<string, number>();

  const again = (topic: string, why: string) => {
    if (!topic.includes(part)) return;
    const attempt = attempts.get(topic) ?? 0;
    attempts.set(topic, attempt + 1);
    rig.act("waits to join again", { topic, detail: why });
    rig.later(waitOf(attempt) * 1_000, () => {
      if (channels.isJoined(topic)) return;
      void refreshToken(rig, topic).then(() => {
        if (channels.isJoined(topic)) return;
        rig.act("asked to join again", { topic });
        failChannel(rig, topic);
      });
    });
  };
  return {
    arrive(arrival) {
      const came = channels.came(arrival);
      if (!came) return undefined;
      if ("again" in came) {
        attempts.delete(came.topic);
        return undefined;
      }
      if (!came.topic.includes(part) || came.why === "phx_error") return undefined;
      again(came.topic, came.why);
      // A channel that the client takes for closed is forgotten by it; it is told later that it failed.
      return came.why === "phx_close" ? "told" : undefined;
    },
    depart(departure) {
      channels.sent(departure);
      const { topic, event } = departure.message;
      if (event === "phx_join") {
        rig.later(JOIN_TIMEOUT, () => !channels.isJoined(topic) && again(topic, "timeout"));
      }
      return undefined;
    },
    closed: () => void channels.closed(),
  };
};

/** The client asks the session for its token, where it can. */
async function refreshToken({ seams }: Rig, topic: string): Promise<void> {
  const client = seams.channels.get(topic)?.deref()?.socket as
    | { setAuth?: (token?: string) => unknown }
    | undefined;
  try {
    await client?.setAuth?.();
  } catch {
    // Old ones want a token, and have none: the join goes out with what they hold.
  }
}

export const refetchOnRejoin: Start = (rig, params) => {
  const { options } = rig.seams;
  const channels = new Channels(joinedTopics(rig));
  const shape = new Shape(options);
  const open = new Map<string, NewJob>();

  const refetchJobs = async () => {
    for (const { id, requestId } of open.values()) {
      if (requestId === undefined) continue;
      const { answer, row } = await askJob(rig, requestId);
      if (answer.kind !== "ended" || !row || !open.delete(id)) continue;
      rig.act("caught up", { job: id });
      handJob(rig, shape, { operation: "UPDATE", record: row, old: null });
    }
  };
  const { call } = watchActions(rig, (job) => open.set(job.id, job));
  return {
    call,
    arrive(arrival) {
      const ofJob = jobChangeOf(arrival.message, options);
      if (arrival.message && ofJob) {
        shape.learn(arrival.message, ofJob);
        const { id, status } = ofJob.record ?? {};
        if (status === "completed" || status === "failed") open.delete(String(id));
      }
      const came = channels.came(arrival);
      if (!came || !("again" in came) || !came.again) return undefined;
      const { topic } = came;
      if (!topic.includes(textOf(params, "topic"))) return undefined;
      rig.act("joined again", { topic });
      const project = `realtime:${options.projectTopic}`;
      rig.later(0, () => {
        if (topic.startsWith(`realtime:${options.jobTopic}`)) void refetchJobs();
        if (topic.startsWith(project))
          void revalidateProject(rig, topic.slice(project.length), "revalidated");
      });
      return undefined;
    },
    depart(departure) {
      channels.sent(departure);
      return undefined;
    },
    closed: () => void channels.closed(),
  };
};

const TOAST = `
  :host { all: initial; position: fixed; inset: 16px 16px auto auto; z-index: 2147483647; }
  div { display: grid; gap: 4px; max-width: 320px; padding: 12px 16px; border-radius: 8px; background: #fff; color: #1a1a1a;
    border: 1px solid #d5d5d5; box-shadow: 0 4px 16px rgb(0 0 0 / 20%); font: 14px/1.4 system-ui, sans-serif; }
  button { all: unset; cursor: pointer; justify-self: start; padding: 2px 10px; border-radius: 4px; background: #1a1a1a; color: #fff; }
  button:focus-visible { outline: 2px solid #3b82f6; outline-offset: 2px; }
`;

export const sayIt: Start = (rig) => {
  const { page } = rig.seams;
  const channels = new Channels(joinedTopics(rig));
  const lost = new Set<string>();
  let toast: ReturnType<typeof createBox> | undefined;

  const hide = () => {
    toast?.remove();
    toast = undefined;
  };
  rig.undo(hide);
  const show = () => {
    if (toast) return;
    toast = createBox(page, TOAST);
    const { document } = page;
    const [frame, title, more] = ["div", "strong", "span"].map((tag) =>
      document.createElement(tag),
    );
    const button = document.createElement("button");
    if (!frame || !title || !more) return;
    frame.setAttribute("role", "alert");
    title.textContent = say(barWords.lost, rig.language);
    more.textContent = say(barWords.lostMore, rig.language);
    button.textContent = say(barWords.reload, rig.language);
    button.addEventListener("click", (event) => event.isTrusted && page.location.reload());
    frame.append(title, more, button);
    toast.root.append(frame);
    rig.act("shown");
  };
  const lose = (topic: string) => {
    lost.add(topic);
    show();
  };
  return {
    arrive(arrival) {
      const came = channels.came(arrival);
      if (!came) return undefined;
      if (!("again" in came)) lose(came.topic);
      else if (lost.delete(came.topic) && lost.size === 0) {
        hide();
        rig.act("hidden");
      }
      return undefined;
    },
    depart(departure) {
      channels.sent(departure);
      const { event, topic } = departure.message;
      if (event === "phx_leave" && lost.delete(topic) && lost.size === 0) hide();
      return undefined;
    },
    closed: () => channels.closed().forEach(lose),
  };
};
