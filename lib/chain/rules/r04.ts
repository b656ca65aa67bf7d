import { both, clock } from "../text.ts";
import { expiryOf } from "./expiry.ts";
import { freshToken } from "./fixes.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** The server says so in a `system` frame, then closes the channel; the client does not rejoin after phx_close. */
export const r04: Rule = {
  id: "R04",
  title: both("Token expired, channel shut down", "Token expirado, channel encerrado"),
  steps: FRAMES,
  confidence: "proof",
  source: "realtime-js #246, supabase-js #1732, supabase #4223, realtime #1414",
  find(given) {
    const expiry = expiryOf(given);
    if (!expiry) return null;
    const { topic } = given;
    const [end, sent] = [clock(expiry.closed.at), clock(expiry.token.at)];
    const isRefused = expiry.closed === expiry.said;
    const [closed, fechou] = isRefused ? ["refused", "recusou"] : ["closed", "fechou"];
    const [en, pt] = isRefused
      ? [
          "A retry with the same token is refused again.",
          "Tentar com o mesmo token é recusado de novo.",
        ]
      : ["The client does not rejoin by itself.", "O cliente não entra de novo sozinho."];
    return {
      sentence: both(
        `The server ${closed} ${topic} at ${end}, because the token sent at ${sent} had expired (“${expiry.message}”). ${en}`,
        `O servidor ${fechou} ${topic} às ${end}, porque o token enviado às ${sent} tinha expirado (“${expiry.message}”). ${pt}`,
      ),
      evidence: [
        { event: expiry.token.id, label: both("last token", "último token") },
        { event: expiry.said.id, label: both("server: expired", "servidor: expirado") },
        ...(expiry.closed === expiry.said ? [] : [{ event: expiry.closed.id, label: "phx_close" }]),
      ],
      fix: freshToken(topic),
    };
  },
};
