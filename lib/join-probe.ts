/** One join of a topic by a client of our own: what the server says to these settings, apart from all that the app does. */
import { RealtimeClient } from "@supabase/realtime-js";

export interface JoinQuestion {
  /** What a RealtimeClient is made with: `wss://…/realtime/v1`. */
  url: string;
  apikey: string;
  /** Null joins as the API key. */
  token: string | null;
  /** With or without `realtime:`. */
  topic: string;
  private: boolean;
}

export interface JoinAnswer {
  status: "ok" | "error" | "timed out";
  /** The server's own text; that of the client when the server was not reached. */
  reason?: string;
  ms: number;
}

/** A refused join is answered after 5 s, so the wait is longer than the client's own 10 s, in ms. */
const TIMEOUT = 12_000;

/** Longest text of a server that is kept, in UTF-16 units. */
const REASON = 500;

/** Joins once, leaves and disconnects; never tries again, never rejects. Nothing is kept. */
export async function joinProbe(question: JoinQuestion, timeout = TIMEOUT): Promise<JoinAnswer> {
  const start = performance.now();
  const client = new RealtimeClient(question.url, {
    params: { apikey: question.apikey },
    timeout,
    // The first failure ends it, so this wait is never over.
    reconnectAfterMs: () => 2 * timeout,
  });
  if (question.token !== null) await client.setAuth(question.token);
  const name = question.topic.replace(/^realtime:/, "");
  const channel = client.channel(name, { config: { private: question.private } });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answer = await new Promise<Omit<JoinAnswer, "ms">>((resolve) => {
    timer = setTimeout(() => resolve({ status: "timed out" }), timeout);
    channel.subscribe((status, error) => {
      if (status === "SUBSCRIBED") resolve({ status: "ok" });
      else if (status === "TIMED_OUT") resolve({ status: "timed out" });
      else resolve({ status: "error", ...(error && { reason: error.message.slice(0, REASON) }) });
    });
  });
  const ms = performance.now() - start;
  clearTimeout(timer);
  void channel.unsubscribe();
  void client.disconnect();
  return { ...answer, ms };
}
