import { prefixOf } from "../names.ts";
import { FRAMES, type Rule } from "./rule.ts";

const plain = (topic: string): string => topic.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Nobody joined the topic that the trigger sends to, but one that reads almost the same. */
export const r07: Rule = {
  id: "R07",
  title: "Wrong topic name",
  steps: FRAMES,
  confidence: "strong",
  find({ topic, standing, log, doc }) {
    if (standing?.state !== "never" || topic === undefined) return null;
    const head = plain(prefixOf(topic.replace(/:.*/, "{")));
    const near = log.topics
      .ofDocument(doc)
      .map((each) => each.topic.replace(/^realtime:/, ""))
      .find(
        (each) => each !== topic && (plain(each) === plain(topic) || plain(each).startsWith(head)),
      );
    if (near === undefined) return null;
    const join = log.topics.get(doc, `realtime:${near}`).joins[0];
    return {
      sentence: `The database sends to ${topic}; this tab joined ${near}. Nothing connects the two.`,
      evidence: join ? [{ event: join.id, label: `join ${near}` }] : [],
      fix: {
        title: "one topic builder for both sides",
        lines: [
          { mark: "-", text: `.channel("${near}")` },
          { mark: "+", text: `.channel("${topic}")` },
        ],
      },
    };
  },
};
