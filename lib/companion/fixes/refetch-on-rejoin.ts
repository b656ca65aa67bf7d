/** What a topic feeds is asked for again after a gap. */
import { textOf, type Start } from "../rig.ts";
import { watchActions, type NewJob } from "./actions.ts";
import { askJob } from "./ask-job.ts";
import { Channels } from "./channels.ts";
import { handJob, revalidateProject } from "./hand.ts";
import { joinedTopics } from "./rejoin.ts";
import { jobChangeOf, Shape } from "./shape.ts";

export const refetchOnRejoin: Start = (rig, params) => {
  const { options } = rig.seams;
  const channels = new Channels(joinedTopics(rig));
  const shape = new Shape(options);
  const open = new Map<string, NewJob>();

  const refetchJobs = async () => {
    for (const { id, requestId } of open.values()) {
      if (requestId === undefined) continue;
      const { answer, row } = await askJob(rig, requestId);
      if (!rig.isOn()) return;
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
        if (topic.startsWith(`realtime:${options.jobTopic}`)) rig.run(refetchJobs());
        if (topic.startsWith(project)) rig.run(revalidateProject(rig, topic.slice(project.length)));
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
