import { urlKey } from "../names.ts";
import type { Rule } from "./rule.ts";

/** The answer with the URL was stored, and no commit of React ever held it. */
export const r69: Rule = {
  id: "R69",
  title: "New data, no commit",
  steps: ["U12"],
  confidence: "proof",
  find({ evidence, log, since, until, doc }) {
    const { url, steps } = evidence;
    const answer = steps.get("U11");
    if (!url || !answer || log.images.of(urlKey(url)).length > 0) return null;
    if ((log.document(doc).attached.get("react") ?? Infinity) > until) return null;
    const inCommit = log.commits.of(urlKey(url))[0];
    if (!inCommit && log.wasExhausted(doc, since - 5_000, until)) return null;
    return {
      sentence: inCommit
        ? "React committed the new URL, but no image element shows it. A component between the two leaves it out."
        : "The new data arrived, and React never rendered it: a memo comparator or a selector ignores the field, or the same object was changed in place.",
      evidence: [
        ...answer.evidence.map((event) => ({ event, label: "data" })),
        ...(inCommit ? [{ event: inCommit.id, label: "commit" }] : []),
      ],
      fix: {
        title: "the memo comparator of the node",
        lines: [{ mark: "+", text: "prev.data.generated?.url === next.data.generated?.url" }],
      },
    };
  },
};
