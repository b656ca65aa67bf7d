import { indexFrom, within } from "../facts.ts";
import { SAME_MOMENT_MS } from "../revalidation.ts";
import { keyCode } from "../swr-key.ts";
import { both, clock } from "../text.ts";
import type { Rule } from "./rule.ts";

/** SWR does not take the event itself but a task after it. */
const AFTER_HANDLER_MS = 200;

/** All but mutate is deduplicated: within dedupingInterval SWR hands out the request that it made before. */
export const r43: Rule = {
  id: "R43",
  title: both("Deduped revalidation", "Revalidação deduplicada"),
  confidence: "strong",
  steps: ["U11"],
  source: "swr #271",
  find({ evidence, log, until, doc }) {
    const { placed, runs, mutate, answers, swrKey } = evidence;
    const run = runs.get("U10")?.[0];
    if (!placed || !run || mutate || answers.length > 0 || swrKey === undefined) return null;
    const requests = log.cache.requests.of(swrKey);
    const asked = within(requests, placed.at, run.at + AFTER_HANDLER_MS).find(
      (each) => each.doc === doc && each.kind === "cache.revalidate" && each.cause !== "mutate",
    );
    const made = within(requests, placed.at - SAME_MOMENT_MS, until).some(
      (each) => each.doc === doc && each.kind === "cache.fetch",
    );
    const older = requests
      .slice(0, indexFrom(requests, placed.at))
      .findLast((each) => each.doc === doc && each.kind === "cache.fetch");
    if (asked?.kind !== "cache.revalidate" || !older || made) return null;
    const key = keyCode(swrKey);
    return {
      sentence: both(
        `${run.handler} made SWR refresh by ${asked.cause}, and SWR made no request: within dedupingInterval it reuses the one that began at ${clock(older.at)}, before the change, and so the old data.`,
        `${run.handler} fez o SWR atualizar por ${asked.cause}, e o SWR não fez requisição: dentro de dedupingInterval ele reaproveita a que começou às ${clock(older.at)}, antes da mudança, e com ela os dados velhos.`,
      ),
      evidence: [
        { event: older.id, label: both("older request", "requisição mais velha") },
        { event: asked.id, label: both("refresh, no request", "atualização, sem requisição") },
      ],
      fix: {
        title: both("mutate is never deduplicated", "mutate nunca é deduplicado"),
        lines: [
          { mark: "-", text: `window.dispatchEvent(new Event("${asked.cause}"))` },
          { mark: "+", text: `mutate(${key})` },
        ],
      },
    };
  },
};
