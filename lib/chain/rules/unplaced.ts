import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** The server finds the node by what the job's row says; this row says nothing. */
export const unplaced: Rule = {
  id: "UNPLACED",
  title: both("The job names no node", "O job não diz de qual nó é"),
  confidence: "proof",
  steps: ["U9"],
  source: "lab: job-without-metadata",
  find({ evidence: { update } }) {
    if (update?.placed !== false) return null;
    return {
      step: "U7",
      sentence: both(
        "The job's row has no input._metadata with nodeId and projectId, so the server cannot know which node the picture is for.",
        "A linha do job não tem input._metadata com nodeId e projectId, então o servidor não tem como saber de qual nó é a imagem.",
      ),
      evidence: [{ event: update.id, label: both("row without _metadata", "linha sem _metadata") }],
      fix: {
        title: both("where the job is created", "onde o job é criado"),
        lines: [{ mark: "+", text: "input: { prompt, _metadata: { nodeId, projectId } }" }],
      },
    };
  },
};
