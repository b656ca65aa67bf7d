import type { Rule } from "./rule.ts";

/** The revalidation reached the API, and the API failed. */
export const apiError: Rule = {
  id: "API",
  title: "The API failed",
  steps: ["U11"],
  confidence: "proof",
  find({ evidence }) {
    const answer = evidence.answers.at(-1);
    if (!answer || answer.status < 400) return null;
    const blanked = evidence.mutate?.blanks
      ? " mutate(key, undefined, …) had emptied the cache before, so the picture that was there is gone too."
      : "";
    return {
      sentence: `The project API answered ${answer.status} to the revalidation. The new URL never reached the page.${blanked}`,
      evidence: [{ event: answer.id, label: `answer ${answer.status}` }],
    };
  },
};
