import { sqlText } from "../quote.ts";
import { both } from "../text.ts";
import { sentElsewhere } from "./due.ts";
import { FRAMES, isFrameStep, type Rule } from "./rule.ts";

/** A private join is allowed when either broadcasts or presence may be read; only the broadcasts' policy lets them come. */
export const r36: Rule = {
  id: "R36",
  title: both("Presence allowed, broadcasts not", "Presence permitido, broadcast não"),
  confidence: "hypothesis",
  steps: FRAMES,
  source: "supabase realtime, lib/realtime_web/channels/realtime_channel.ex",
  find(given) {
    const { log, doc, step, standing, topic } = given;
    if (standing?.state !== "joined" || !standing.join.private || !isFrameStep(step)) return null;
    const { presence, frames } = log.topics.get(doc, `realtime:${topic}`);
    const there = presence && frames.length === 0 && sentElsewhere(given, step);
    if (!presence || !there) return null;
    return {
      sentence: both(
        `Another tab got this frame; here ${topic} brought its presence and not one broadcast. The policy may let this user read presence only.`,
        `Outra aba recebeu este frame; aqui ${topic} trouxe o presence e nenhum broadcast. A policy pode permitir que este usuário leia só o presence.`,
      ),
      evidence: [
        { event: presence.id, label: "presence_state" },
        { event: there.id, label: both("frame in another tab", "frame em outra aba") },
      ],
      fix: {
        title: "SQL editor",
        lines: [
          { mark: "+", text: `create policy "broadcasts" on realtime.messages` },
          { mark: "+", text: "  for select to authenticated" },
          {
            mark: "+",
            text: `  using (realtime.topic() = ${sqlText(topic ?? "")} and extension = 'broadcast');`,
          },
        ],
      },
      check: {
        text: both(
          "A policy whose condition names only the extension 'presence' lets nobody read broadcasts.",
          "Uma policy cuja condição cita só a extension 'presence' não deixa ninguém ler broadcasts.",
        ),
        lines: [
          "select policyname, roles, qual from pg_policies where schemaname = 'realtime' and tablename = 'messages';",
        ],
      },
    };
  },
};
