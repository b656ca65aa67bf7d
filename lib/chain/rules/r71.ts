import { isAsking } from "../revalidation.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** An app that asks again right away has not given up, ms. */
const RETRY_MS = 1_000;

/** The revalidation reached the API, and the API failed. */
export const r71: Rule = {
  id: "R71",
  title: both("The API failed", "A API falhou"),
  confidence: "proof",
  steps: ["U11"],
  source: "lab: project-api-500",
  find({ log, evidence, until }) {
    const answer = evidence.answers.at(-1);
    if (!answer || answer.status < 400 || until < answer.at + RETRY_MS) return null;
    if (isAsking(log, evidence, answer.startedAt, until)) return null;
    return {
      sentence: both(
        `The project API answered ${answer.status} to the revalidation. The new URL never reached the page.`,
        `A API do projeto respondeu ${answer.status} à revalidação. A nova URL nunca chegou à página.`,
      ),
      evidence: [
        {
          event: answer.id,
          label: both(`answer ${answer.status}`, `resposta ${answer.status}`),
        },
      ],
    };
  },
};
