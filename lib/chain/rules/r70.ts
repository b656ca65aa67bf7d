import { isTemporary } from "../evidence/update.ts";
import type { RowFrame } from "../facts.ts";
import { urlKey } from "../names.ts";
import { both, clock } from "../text.ts";
import type { Rule, Story } from "./rule.ts";

/** Providers call again when an answer is slow, and some call once for each state. */
export const r70: Rule = {
  id: "R70",
  title: both("Webhook delivered twice", "Webhook entregue duas vezes"),
  confidence: "proof",
  steps: [],
  source: "lab: webhook-fails-after-success",
  refute(story) {
    const [first, ...rest] = story.evidence.finals;
    if (first?.status !== "completed") return null;
    const second = rest.find((each) => each.status === "failed" || isOther(story, first, each));
    if (!second) return null;
    const [then, later] = [clock(first.at), clock(second.at)];
    return {
      step: "U1",
      until: second.at,
      sentence:
        second.status === "failed"
          ? both(
              `The job was completed at ${then} and failed at ${later}: a second webhook overwrote the first. What the node shows and what the row says differ now.`,
              `O job foi concluído às ${then} e falhou às ${later}: um segundo webhook sobrescreveu o primeiro. O que o nó mostra e o que a linha diz agora diferem.`,
            )
          : both(
              `The job was completed at ${then} and again at ${later} with another picture: a second webhook overwrote the first.`,
              `O job foi concluído às ${then} e de novo às ${later} com outra imagem: um segundo webhook sobrescreveu o primeiro.`,
            ),
      evidence: chips(first, second),
      fix,
    };
  },
  remark({ evidence: { finals } }) {
    const [first, ...rest] = finals;
    const again = rest.find((each) => isAgain(first, each));
    if (!first || !again) return null;
    return {
      confidence: "strong",
      sentence: both(
        `The row was written as completed twice, at ${clock(first.at)} and ${clock(again.at)}, with the same result. Probably the webhook came twice; nothing was lost.`,
        `A linha foi gravada como concluída duas vezes, às ${clock(first.at)} e às ${clock(again.at)}, com o mesmo resultado. Provavelmente o webhook veio duas vezes; nada se perdeu.`,
      ),
      evidence: chips(first, again),
      fix,
    };
  },
};

const pathOf = (url: string): string => urlKey(url).replace(/\?.*$/, "");

/** A provider's address that is later replaced by that of the stored file is no other picture, nor is a new signature. */
const isOther = ({ log }: Story, { url }: RowFrame, other: RowFrame): boolean =>
  url !== undefined &&
  other.url !== undefined &&
  pathOf(url) !== pathOf(other.url) &&
  !isTemporary(log, url) &&
  !isTemporary(log, other.url);

/** Another version of the row, not the same message once more. */
const isAgain = (
  first: RowFrame | undefined,
  { status, message, url, serverAt }: RowFrame,
): boolean =>
  status === "completed" &&
  first?.status === "completed" &&
  url === first.url &&
  message !== first.message &&
  serverAt !== undefined &&
  first.serverAt !== undefined &&
  serverAt !== first.serverAt;

const chips = (first: RowFrame, second: RowFrame) =>
  [first, second].map(({ id, status }) => ({ event: id, label: `frame, ${status}` }));

const fix = {
  title: both("an idempotent webhook handler", "um handler de webhook idempotente"),
  lines: [
    {
      mark: "-" as const,
      text: "update fal_jobs set status = $1, result = $2 where request_id = $3",
    },
    {
      mark: "+" as const,
      text: "update fal_jobs set status = $1, result = $2 where request_id = $3 and status = 'pending'",
    },
  ],
};
