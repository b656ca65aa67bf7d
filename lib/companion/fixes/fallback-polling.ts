/** Asks for a job while Realtime does not deliver it, and gives the page what it missed. */
import { say } from "../../chain/text.ts";
import { barWords } from "../bar-words.ts";
import { numberOf, type Start } from "../rig.ts";
import { watchActions, type NewJob } from "./actions.ts";
import { askJob } from "./ask-job.ts";
import { handJob, jobTopicOf, revalidateProject } from "./hand.ts";
import { Poll } from "./poll.ts";
import { jobChangeOf, Shape } from "./shape.ts";

/** A job that is not known to have ended. */
interface Open extends NewJob {
  /** Its own row has ended, by the wire. */
  ended: boolean;
  stop: () => void;
}

export const fallbackPolling: Start = (rig, params) => {
  const { options, clock, channels, sockets } = rig.seams;
  const shape = new Shape(options);
  const open = new Map<string, Open>();
  let polling = 0;

  const note = (change: number) => {
    polling += change;
    rig.note(polling > 0 ? say(barWords.polling, rig.language) : "");
  };
  const isDelivering = () => {
    const topic = jobTopicOf(rig);
    const channel = topic === undefined ? undefined : channels.get(topic)?.deref();
    return sockets.size > 0 && channel?.state === "joined";
  };
  const close = (job: Open, what: "stopped" | "delivered", detail: string) => {
    if (!open.delete(job.id)) return;
    job.stop();
    rig.act(what, { job: job.id, detail });
  };

  const begin = (job: Open) => {
    const { requestId } = job;
    if (requestId === undefined) return;
    const [every, limit] = [numberOf(params, "every"), numberOf(params, "limit")];
    const poll = new Poll({ every: every * 1_000, limit: limit * 1_000 }, clock.now());
    rig.act("polling", { job: job.id });
    note(1);
    const ask = async () => {
      const { answer, row } = await askJob(rig, requestId);
      if (!open.has(job.id) || !rig.isOn()) return;
      const next = poll.answered(answer, clock.now());
      if (next.kind === "ask") {
        cancel = rig.later(next.in, () => rig.run(ask()));
        return;
      }
      close(job, "stopped", next.why);
      if (answer.kind !== "ended" || !row) return;
      // What the page has got by the wire it does not get again.
      if (!job.ended) handJob(rig, shape, { operation: "UPDATE", record: row, old: null });
      if (job.projectId !== undefined) await revalidateProject(rig, job.projectId);
    };
    let cancel = () => {};
    job.stop = () => {
      cancel();
      note(-1);
    };
    rig.run(ask());
  };

  const { call } = watchActions(rig, (made) => {
    const job: Open = { ...made, ended: false, stop: () => {} };
    open.set(job.id, job);
    const wait = isDelivering() ? numberOf(params, "after") * 1_000 : 0;
    job.stop = rig.later(wait, () => begin(job));
  });
  return {
    call,
    arrive({ message, change }) {
      if (!message || !change) return undefined;
      const ofJob = jobChangeOf(message, options);
      if (ofJob) {
        shape.learn(message, ofJob);
        const { id, status } = ofJob.record ?? {};
        const job = typeof id === "string" ? open.get(id) : undefined;
        if (!job || (status !== "completed" && status !== "failed")) return undefined;
        job.ended = true;
        // Without a project there is nothing more to come.
        if (status === "failed" || job.projectId === undefined) close(job, "delivered", "job");
        return undefined;
      }
      for (const job of open.values()) {
        const isIts = message.topic === `realtime:${options.projectTopic}${job.projectId}`;
        if (isIts && job.ended) close(job, "delivered", "project");
      }
      return undefined;
    },
  };
};
