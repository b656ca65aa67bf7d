/** The jobs that the page's own actions make, as their answers tell. */
import { list, parse, text } from "../../chain/fields.ts";
import { readAnswer } from "../../chain/flight.ts";
import type { Hooks, Rig } from "../rig.ts";

/** A job whose action has answered. */
export interface NewJob {
  id: string;
  requestId?: string;
  userId?: string;
  prompt?: string;
  modelId?: string;
  nodeId?: string;
  projectId?: string;
}

/** Reads a copy of each action's answer; the page's own is left as it is. */
export function watchActions(
  rig: Rig,
  onJob: (job: NewJob) => void,
): Required<Pick<Hooks, "call">> {
  const { jobTopic } = rig.seams.options;
  const userId = () => {
    const topics = [...rig.seams.channels.keys()];
    const own = topics.findLast((topic) => topic.startsWith(`realtime:${jobTopic}`));
    return own?.slice(`realtime:${jobTopic}`.length);
  };
  const read = async (answer: Response, body: string | undefined) => {
    if (!answer.ok) return;
    const told = readAnswer(await answer.clone().text());
    if (!told || "error" in told) return;
    const args = list(parse(body ?? "")).find((each) => text(each, "prompt") !== undefined);
    const named = {
      prompt: text(args, "prompt"),
      modelId: text(args, "model_id"),
      nodeId: text(args, "node_id"),
      projectId: text(args, "project_id"),
      requestId: told.requestId,
      userId: userId(),
    };
    const known = Object.entries(named).filter(([, value]) => value !== undefined);
    onJob({ id: told.jobId, ...(Object.fromEntries(known) as Partial<NewJob>) });
  };
  let isOn = true;
  rig.undo(() => (isOn = false));
  return {
    call(request, go) {
      if (request.action === undefined) return undefined;
      const answer = go();
      answer.then(
        (response) => {
          if (isOn) read(response, request.body).catch(() => {});
        },
        () => {},
      );
      return answer;
    },
  };
}
