import { createClient, type SupabaseClient } from "@supabase/supabase-js";

export interface Connection {
  url: string;
  anonKey: string;
  token: string;
  /** 25,000 if it is not said. */
  heartbeatMs?: number;
}

const EARLY_MS = 60_000;

/** One client a page. The token comes from the server and is asked for again a minute before it ends. */
export function connect({ url, anonKey, token, heartbeatMs }: Connection): SupabaseClient {
  let current = token;
  const accessToken = async (): Promise<string> => {
    // While the page is rendered on the server there is nobody to ask.
    const isServer = typeof window === "undefined";
    if (isServer || expiryOf(current) - Date.now() > EARLY_MS) return current;
    const answer = await fetch("/api/token", { method: "POST" });
    if (answer.ok) ({ token: current } = (await answer.json()) as { token: string });
    return current;
  };
  return createClient(url, anonKey, {
    accessToken,
    ...(heartbeatMs && { realtime: { heartbeatIntervalMs: heartbeatMs } }),
  });
}

/** The `exp` of a JWT in ms; it is read, not checked: the server does that. */
function expiryOf(token: string): number {
  const [, payload = ""] = token.split(".");
  const { exp } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as {
    exp: number;
  };
  return exp * 1000;
}
