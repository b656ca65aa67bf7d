import { within } from "../facts.ts";
import { both, clock } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** A frame came in the time of the one that is missing, and is none that a client can read. */
export const r72: Rule = {
  id: "R72",
  title: both("A frame came that nobody can read", "Chegou um frame que ninguém consegue ler"),
  confidence: "strong",
  steps: FRAMES,
  source: "supabase-js #2107",
  find({ log, doc, evidence: { facts }, topic, standing, until }) {
    if (standing?.state !== "joined") return null;
    // A busy page may show the step before only after the frame had come.
    const came = within(log.unread.of(doc), facts.first.at, until).filter(
      ({ socket }) => socket === standing.join.socket,
    );
    const own = came.find((each) => each.topic === `realtime:${topic}`);
    const frame = own ?? came.find((each) => each.topic === undefined);
    if (!frame) return null;
    const at = clock(frame.at);
    return {
      // Whose it was cannot be read either.
      ...(!own && { confidence: "hypothesis" as const }),
      sentence: own
        ? both(
            `A frame of ${topic} came at ${at} and cannot be read: it ends too early, or is no JSON. The client throws it away with an error in the console, and no handler hears of it.`,
            `Um frame de ${topic} chegou às ${at} e não pode ser lido: termina cedo demais ou não é JSON. O cliente o descarta com um erro no console, e nenhum handler fica sabendo.`,
          )
        : both(
            `Something came on the socket of ${topic} at ${at} that is no frame at all. It may have been the one that is missing.`,
            `Algo chegou no socket de ${topic} às ${at} que não é frame nenhum. Pode ter sido o que falta.`,
          ),
      evidence: [
        {
          event: frame.id,
          label: both(`unreadable, ${frame.size} long`, `ilegível, tamanho ${frame.size}`),
        },
      ],
      check: {
        text: both(
          "Join the same topic without the proxy, VPN or gateway in between: if the frame is whole there, one of them cuts it.",
          "Entre no mesmo tópico sem o proxy, a VPN ou o gateway no caminho: se lá o frame chega inteiro, um deles o corta.",
        ),
      },
    };
  },
};
