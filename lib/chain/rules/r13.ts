import type { Rule } from "./rule.ts";

const CACHES = ["age", "x-vercel-cache", "x-nextjs-cache", "cache-control"];

/** SWR did ask, and what came back was older than the frame, or an error. */
export const r13: Rule = {
  id: "R13",
  title: "API answered with old data",
  steps: ["U11"],
  confidence: "proof",
  find({ evidence }) {
    const { mutate } = evidence;
    const answer = evidence.answers.at(-1);
    if (!mutate || !answer || answer.status >= 400) return null;
    const caches = CACHES.flatMap((name) =>
      answer.headers[name] ? [`${name}: ${answer.headers[name]}`] : [],
    );
    const seen = caches.length > 0 ? ` Headers: ${caches.join(", ")}.` : "";
    return {
      sentence: `The API answered ${answer.status} after the change, without the new URL: the data is older than the frame.${seen}`,
      evidence: [
        { event: mutate.id, label: "mutate" },
        { event: answer.id, label: `answer ${answer.status}, old` },
      ],
      fix: {
        title: "the route of the project API",
        lines: [
          { mark: "+", text: 'export const dynamic = "force-dynamic";' },
          { mark: "+", text: 'fetch(url, { cache: "no-store" })' },
        ],
      },
    };
  },
};
