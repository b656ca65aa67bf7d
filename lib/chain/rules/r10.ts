import { prefixOf } from "../names.ts";
import type { Rule } from "./rule.ts";

/** A mutate right after the handler, for a key that no hook is mounted with. Covers R09 (no hook) and R10 (other key). */
export const r10: Rule = {
  id: "R10",
  title: "mutate key differs from hook key",
  steps: ["U11"],
  confidence: "proof",
  find({ evidence, log, since }) {
    const { placed, facts } = evidence;
    if (!placed || evidence.mutate) return null;
    const id = facts.projectId ?? placed.topic.slice(prefixOf(log.profile.projectTopic).length);
    const wanted = log.profile.projectKey.replace("{project}", id);
    const other = [...log.mutates.entries()]
      .filter(([key]) => key !== wanted && key.includes(id))
      .flatMap(([, calls]) => calls)
      .find((call) => call.doc === placed.doc && call.at >= placed.at && call.at <= since + 2_000);
    if (!other) return null;
    return {
      sentence: `mutate(${JSON.stringify(other.key)}) was called; the hook uses ${JSON.stringify(wanted)}. SWR found no hook for that key and did nothing.`,
      evidence: [{ event: other.id, label: `mutate ${other.key}` }],
      fix: {
        title: "one key for hook and mutate",
        lines: [
          { mark: "-", text: `mutate(${JSON.stringify(other.key)})` },
          { mark: "+", text: `mutate(${JSON.stringify(wanted)})` },
        ],
      },
    };
  },
};
