import { lastUntil } from "../facts.ts";
import { both, clock } from "../text.ts";
import { expiryOf } from "./expiry.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** `setAuth(token)` switches the client's own refreshing off; `setAuth()` switches it on again. */
export const r30: Rule = {
  id: "R30",
  title: both("Token pinned by setAuth(token)", "Token fixado por setAuth(token)"),
  steps: FRAMES,
  confidence: "proof",
  source: "supabase-js PR #1908, #553, realtime #490",
  find(given) {
    const expiry = expiryOf(given);
    if (!expiry) return null;
    const pin = lastUntil(given.log.document(given.doc).pins, expiry.closed.at);
    if (!pin?.pinned) return null;
    const { topic } = given;
    const [end, set] = [clock(expiry.closed.at), clock(pin.at)];
    return {
      sentence: both(
        `setAuth(token) pinned a token at ${set}, and the client sends no fresh one since. It expired, and the server closed ${topic} at ${end}.`,
        `setAuth(token) fixou um token às ${set}, e desde então o cliente não envia outro. Ele expirou, e o servidor fechou ${topic} às ${end}.`,
      ),
      evidence: [
        { event: pin.id, label: "setAuth(token)" },
        { event: expiry.said.id, label: both("server: expired", "servidor: expirado") },
      ],
      fix: {
        title: both("where the token is set", "onde o token é definido"),
        lines: [
          { mark: "-", text: "supabase.realtime.setAuth(token);" },
          { mark: "+", text: "supabase.realtime.setAuth();" },
        ],
      },
    };
  },
};
