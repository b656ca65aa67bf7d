/** The server actions that Next was asked for, by the names under which `lib/chain/flights` has their answers. */
import { readdirSync, readFileSync } from "node:fs";
import { readAnswer } from "../../lib/chain/flight.ts";

export const actions: Record<string, string> = {
  v1: "`{ nodeData: { jobId, requestId } }`",
  v2: "`{ state: { status, jobId, requestId } }`",
  v1Long: "v1 with a long text, outlined into rows of its own",
  v2Long: "v2 with a long text",
  v1Late: "v1, whose `nodeData` and `requestId` are promises",
  v2Late: "v2, beside a promise that comes late",
  v1Shared: "v1, whose `nodeData` stands in a list and a map too",
  v1Stream: "v1 beside a `ReadableStream`",
  v1Refreshed: "v1 after `revalidatePath`: the page comes along",
  v1WithToken: "v1 with a long text that begins with a token",
  v1Dollar: "v1, whose texts begin with a dollar",
  failsLate: "v1 beside a promise that rejects",
  v1LateFails: "v1, whose `nodeData` rejects",
  fails: "throws",
  refuses: "`{ error }`",
  refusesState: "`{ state: { error } }`",
  misses: "`notFound()`",
  redirects: "`redirect()`",
  otherOnBrokenPage: "no job, and the page that comes along has an error",
  unknown: "an action of another deployment",
};

interface Recorded {
  headers: Record<string, string>;
  chunks: string[];
}

const FOLDER = new URL("../../lib/chain/flights/", import.meta.url);

/** What is recorded, by the version of Next: `14.2.33`. */
export const recordings: Record<string, Record<string, Recorded>> = Object.fromEntries(
  readdirSync(FOLDER)
    .toSorted()
    .map((file) => [
      file.replace(/^next-|\.json$/g, ""),
      JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Record<string, Recorded>,
    ]),
);

/** What is read from one answer, in a word. */
export function readingOf(recorded: Recorded | undefined): string {
  if (!recorded) return "the page itself";
  const { headers, chunks } = recorded;
  const answer = readAnswer(chunks.join(""));
  if (answer) return "error" in answer ? `error: ${answer.error.replace(/\d{6,}/, "…")}` : "job";
  if (headers["x-action-redirect"] !== undefined) return "redirect";
  return headers["x-nextjs-action-not-found"] === undefined ? "no job" : "other deployment";
}
