import { indexFrom, lastUntil, type Seen } from "../facts.ts";
import { both, clock, duration } from "../text.ts";
import { FRAMES, type Case, type Rule } from "./rule.ts";

/** Browsers throttle the timers of a page that is hidden for so long, ms. */
const THROTTLED_MS = 5 * 60_000;
/** The client's heartbeats come every 25 s while its timers are let run. */
const STRETCHED_MS = 45_000;

interface Sleep {
  hidden: Seen;
  closed: Seen;
  beats: number;
}

/** The socket of a topic that went down while its page was hidden, because its timers were throttled. */
export function sleepOf({ standing, log, doc }: Case): Sleep | undefined {
  if (standing?.state !== "ended" || standing.why !== "socket") return undefined;
  const { visibility, sockets } = log.document(doc);
  const closed = standing.end;
  const hidden = lastUntil(visibility, closed.at);
  if (hidden?.state !== "hidden") return undefined;
  const beats = sockets.get(standing.join.socket)?.heartbeats ?? [];
  let stretched = 0;
  for (let i = Math.max(1, indexFrom(beats, hidden.at)); i < beats.length; i++)
    stretched = Math.max(stretched, beats[i]!.at - beats[i - 1]!.at);
  if (closed.at - hidden.at < THROTTLED_MS && stretched < STRETCHED_MS) return undefined;
  return { hidden, closed, beats: stretched };
}

export const r16: Rule = {
  id: "R16",
  title: both("Hidden tab stopped", "Aba oculta parou"),
  steps: FRAMES,
  confidence: "strong",
  source: "realtime-js #121, PR #431, supabase-js #1732",
  find(given) {
    const sleep = sleepOf(given);
    if (!sleep) return null;
    const { hidden, closed, beats } = sleep;
    const en = beats < STRETCHED_MS ? "" : ` Its heartbeats were up to ${duration(beats)} apart.`;
    const pt =
      beats < STRETCHED_MS ? "" : ` Os heartbeats ficaram até ${duration(beats)} distantes.`;
    const [from, to] = [clock(hidden.at), clock(closed.at)];
    return {
      sentence: both(
        `This tab was hidden since ${from}, the browser throttled its timers, and its socket closed at ${to}.${en} supabase-js does not reconnect a hidden page, and what was sent meanwhile is not replayed.`,
        `Esta aba estava oculta desde ${from}, o navegador limitou seus timers, e o socket fechou às ${to}.${pt} O supabase-js não reconecta uma página oculta, e o que foi enviado nesse tempo não é reenviado.`,
      ),
      evidence: [
        { event: hidden.id, label: both("tab hidden", "aba oculta") },
        { event: closed.id, label: both("socket closed", "socket fechado") },
      ],
      fix: {
        title: both("the client, and the return to the page", "o cliente e a volta à página"),
        lines: [
          { mark: "+", text: "createClient(url, key, { realtime: { worker: true } })" },
          { mark: "+", text: 'addEventListener("visibilitychange", () => mutate(key))' },
        ],
      },
    };
  },
};
