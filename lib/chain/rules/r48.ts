import { both } from "../text.ts";
import { refusal } from "./refusals.ts";
import { FRAMES, type Case, type Finding, type Rule } from "./rule.ts";
import { unopened } from "./unopened.ts";

const CODES = ["RealtimeDisabledForTenant", "TenantNotFound"];

export const r48: Rule = {
  id: "R48",
  title: both("Project paused, disabled or another", "Projeto pausado, desativado ou outro"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase docs, project-suspended; realtime ERROR_CODES.md",
  find(given) {
    const refused = refusal(given, ...CODES);
    if (!refused) return neverOpened(given);
    return {
      sentence: both(
        `The server does not serve this project: “${refused.reason}” No topic of it can be joined.`,
        `O servidor não atende este projeto: “${refused.reason}” Nenhum tópico dele aceita join.`,
      ),
      evidence: [{ event: refused.reply.id, label: both("join refused", "join recusado") }],
      fix: {
        title: both("dashboard", "painel do Supabase"),
        lines: [{ mark: " ", text: "restore the project, or enable Realtime in its settings" }],
      },
    };
  },
};

function neverOpened(given: Case): Finding | null {
  const failed = unopened(given);
  const [first] = failed;
  if (!first) return null;
  const host = URL.parse(first.socket.url)?.host ?? "<project>.supabase.co";
  return {
    confidence: "hypothesis",
    sentence: both(
      `The socket to ${host} never opened in ${failed.length} attempts, so nothing was joined. A paused project, a wrong address or key, or a proxy without Upgrade does this.`,
      `O socket para ${host} nunca abriu em ${failed.length} tentativas, então nenhum join saiu. Um projeto pausado, um endereço ou chave errados, ou um proxy sem Upgrade causam isso.`,
    ),
    evidence: failed.slice(0, 2).map(({ closed: { id, code } }) => ({
      event: id,
      label: both(`closed ${code}, never open`, `fechado ${code}, nunca aberto`),
    })),
    check: {
      text: both(
        "The status tells: 403 disabled, 404 no such project, 401 the key, 429 a limit.",
        "O status diz: 403 desativado, 404 projeto inexistente, 401 a chave, 429 um limite.",
      ),
      lines: [
        `curl -i -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" -H "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==" "https://${host}/realtime/v1/websocket?vsn=2.0.0&apikey=$KEY"`,
      ],
    },
  };
}
