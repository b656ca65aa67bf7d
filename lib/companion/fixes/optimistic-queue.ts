/** The queue shows a job when its action has answered, and not when Realtime gets round to it. */
import { numberOf, type Start } from "../rig.ts";
import { watchActions, type NewJob } from "./actions.ts";
import { askJob } from "./ask-job.ts";
import { handJob } from "./hand.ts";
import { OptimisticQueue } from "./queue.ts";
import { jobChangeOf, Shape } from "./shape.ts";

/** The row as the server is about to make it, as far as the page knows it. */
function rowOf({ id, requestId, userId, prompt, modelId, nodeId, projectId }: NewJob) {
  return {
    id,
    request_id: requestId ?? null,
    user_id: userId ?? null,
    model_id: modelId ?? null,
    type: "image",
    status: "pending",
    input: { prompt, _metadata: { nodeId, projectId } },
    result: null,
    error: null,
    created_at: new Date().toISOString(),
    completed_at: null,
  };
}

/** Of so many jobs the last UPDATE is kept. */
const UPDATES = 200;

export const optimisticQueue: Start = (rig, params) => {
  const { options } = rig.seams;
  const queue = new OptimisticQueue();
  const shape = new Shape(options);
  /** The last UPDATE of each job, as it came. */
  const updates = new Map<string, unknown>();

  /** Nothing has confirmed it: the API says whether there is such a job. */
  const confirm = async (job: NewJob, row: Record<string, unknown>) => {
    if (!queue.isUnconfirmed(job.id)) return;
    const answer = job.requestId === undefined ? undefined : await askJob(rig, job.requestId);
    if (!rig.isOn()) return;
    if (answer?.answer.kind === "gone" && queue.rolledBack(job.id)) {
      handJob(rig, shape, { operation: "DELETE", record: row, old: row });
      rig.act("rolled back", { job: job.id });
    } else if (queue.isUnconfirmed(job.id)) rig.act("unconfirmed", { job: job.id });
  };
  const { call } = watchActions(rig, (job) => {
    if (!queue.answered(job.id)) return;
    const row = rowOf(job);
    if (!handJob(rig, shape, { operation: "INSERT", record: row, old: null })) return;
    rig.act("inserted", { job: job.id });
    rig.later(numberOf(params, "confirm") * 1_000, () => rig.run(confirm(job, row)));
  });
  return {
    call,
    arrive({ message, socket, data }) {
      const change = jobChangeOf(message, options);
      const id = (change?.record ?? change?.oldRecord)?.["id"];
      if (!message || !change || typeof id !== "string") return undefined;
      shape.learn(message, change);
      if (change.operation === "UPDATE") {
        updates.set(id, data);
        const [oldest] = updates.keys();
        if (updates.size > UPDATES && oldest !== undefined) updates.delete(oldest);
      }
      const fate = queue.changed(id, change.operation);
      if (fate === "pass") return undefined;
      if (fate === "repeat") {
        const update = updates.get(id) as string | ArrayBuffer | undefined;
        if (update === undefined) return undefined;
        rig.act("given again", { job: id, topic: message.topic, event: "UPDATE" });
        rig.later(0, () => rig.deliver(socket, update));
        return undefined;
      }
      rig.act("left out", { job: id, topic: message.topic, event: change.operation });
      return "told";
    },
  };
};
