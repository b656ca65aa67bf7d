import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** A tap that raises has put the original back before it says so. */
export const r52: Rule = {
  id: "R52",
  title: both("The extension itself", "A própria extensão"),
  confidence: "proof",
  steps: [],
  source: "rinatr1/websocket_sniff #2, law-chain-hot/websocket-devtools #33",
  notice: (log, doc) =>
    log
      .document(doc)
      .faults.filter(({ off }) => off)
      .map(({ id, at, tap, message }) => ({
        subject: tap,
        at,
        sentence: both(
          `Capture of ${tap} is off for this page: our hook raised ${message}. The page itself runs on unchanged.`,
          `A captura de ${tap} está desligada nesta página: nosso hook lançou ${message}. A página em si continua como antes.`,
        ),
        evidence: [{ event: id, label: both("our error", "erro nosso") }],
        check: {
          text: both(
            "Reload the page to watch it again; until then nothing can be said of steps that only this capture sees.",
            "Recarregue a página para observar de novo; até lá nada se pode dizer dos passos que só esta captura vê.",
          ),
        },
      })),
};
