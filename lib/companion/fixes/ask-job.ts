/** A GET of the job API, of the page's own origin and below the profile's paths only. */
import { ownPath } from "../../capture/command.ts";
import type { Rig } from "../rig.ts";
import { readAnswer, type PollAnswer } from "./poll.ts";

/** Longer than this no answer is waited for, in ms. */
const TIMEOUT = 10_000;

const letters = (text: string) => text.replaceAll(/[^a-z]/gi, "");

/** What the API says of a request: the row as it answers it, where it does. */
export async function askJob(
  { seams, act }: Rig,
  requestId: string,
): Promise<{ answer: PollAnswer; row: Record<string, unknown> | null }> {
  const { paths, jobTable } = seams.options;
  const path = paths.find((each) => letters(each).includes(letters(jobTable)));
  const url = path && ownPath(path + encodeURIComponent(requestId), seams.page.location, paths);
  if (!url) return { answer: { kind: "failed" }, row: null };
  try {
    const response = await Reflect.apply(seams.fetch, seams.page, [
      url.href,
      {
        method: "GET",
        mode: "same-origin",
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT),
      },
    ]);
    const body = (await response.json().catch(() => null)) as Record<string, unknown> | null;
    act("asked", { url: url.pathname, detail: String(response.status) });
    return { answer: readAnswer(response.status, body), row: response.ok ? body : null };
  } catch (error) {
    act("asked", { url: url.pathname, detail: String(error) });
    return { answer: { kind: "failed" }, row: null };
  }
}
