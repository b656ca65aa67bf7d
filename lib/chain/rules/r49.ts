import { both } from "../text.ts";
import { refusal } from "./refusals.ts";
import { FRAMES, type Case, type Rule } from "./rule.ts";

const CODES = ["JwtSignatureError", "JwtSignerError", "MalformedJWT", "InvalidJWTToken: Fields"];
/** The same, said of a token that came later: without the code, and of a signature only the atom. */
const SAID = /signature|not a valid JWT|^Fields /;

/** The server cannot use the token at all; that it is over is another rule. */
export const r49: Rule = {
  id: "R49",
  title: both("Token not valid for this project", "Token inválido para este projeto"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase #8743; supabase docs, realtime error codes",
  find(given) {
    const refused = told(given);
    if (!refused) return null;
    const isClaims = refused.reason.includes("Fields");
    return {
      sentence: both(
        `The server cannot use the token of ${given.topic}: “${refused.reason}” ${isClaims ? "A token of one's own needs the claims role and exp." : "Its key was rotated, or it belongs to another project."}`,
        `O servidor não consegue usar o token de ${given.topic}: “${refused.reason}” ${isClaims ? "Um token próprio precisa das claims role e exp." : "A chave foi trocada, ou ele é de outro projeto."}`,
      ),
      evidence: [{ event: refused.event, label: both("token refused", "token recusado") }],
      fix: {
        title: isClaims
          ? both("where the token is signed", "onde o token é assinado")
          : both("sign in again", "entre de novo"),
        lines: isClaims
          ? [{ mark: "+", text: `{ role: "authenticated", exp: now + 3600, sub: userId }` }]
          : [
              { mark: "+", text: "await supabase.auth.signOut();" },
              { mark: "+", text: "await supabase.auth.signInWithPassword({ email, password });" },
            ],
      },
    };
  },
};

function told(given: Case): { event: string; reason: string } | undefined {
  const refused = refusal(given, ...CODES);
  if (refused) return { event: refused.reply.id, reason: refused.reason };
  const { standing, log, doc, topic } = given;
  if (standing?.state !== "ended" || standing.why !== "phx_close") return undefined;
  const said = log.topics
    .get(doc, `realtime:${topic}`)
    .system.findLast(({ ok, at }) => !ok && at <= standing.end.at);
  return said && SAID.test(said.message) ? { event: said.id, reason: said.message } : undefined;
}
