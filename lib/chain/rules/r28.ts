import { both, duration } from "../text.ts";
import { changedWhen } from "./moment.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { listeningSince, subscriptionTo } from "./subscription.ts";

/** SUBSCRIBED is the join; the server listens to the table only when it says so, up to seconds later. */
export const r28: Rule = {
  id: "R28",
  title: both("SUBSCRIBED, but not ready yet", "SUBSCRIBED, mas ainda não pronto"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime-js #525, supabase-js #1599, realtime #282",
  find(given) {
    const subscription = subscriptionTo(given);
    const moment = subscription && changedWhen(given.log, given.evidence, given.step);
    if (!moment || moment.from < subscription.reply.at) return null;
    const ready = listeningSince(subscription);
    if (!ready || ready.at <= moment.until || ready.at > given.until) return null;
    const ms = duration(ready.at - moment.until);
    const { table } = subscription;
    return {
      sentence: both(
        `The write came at least ${ms} before the server was listening to ${table}. SUBSCRIBED is only the join; “Subscribed to PostgreSQL” came later.`,
        `A gravação veio pelo menos ${ms} antes de o servidor ouvir ${table}. SUBSCRIBED é só o join; “Subscribed to PostgreSQL” chegou depois.`,
      ),
      evidence: [
        ...moment.by.map((event) => ({ event, label: both("written", "gravado") })),
        { event: ready.id, label: both("listening", "ouvindo") },
      ],
      fix: {
        title: both("read once when the server listens", "leia uma vez quando o servidor ouvir"),
        lines: [
          { mark: "+", text: `.on("system", {}, ({ extension, status }) => {` },
          {
            mark: "+",
            text: `  if (extension === "postgres_changes" && status === "ok") refetch();`,
          },
          { mark: "+", text: "})" },
        ],
      },
    };
  },
};
