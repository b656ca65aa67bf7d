import { isOutOfView } from "../whereabouts.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** A lazy image outside of the viewport is not loaded, and that is as it should be. */
export const r68: Rule = {
  id: "R68",
  title: both("Image waits to be scrolled into view", "Imagem espera a rolagem"),
  confidence: "proof",
  steps: [],
  source: "html.spec.whatwg.org, lazy loading",
  remark({ evidence: { begun, shown } }) {
    if (!begun || shown || !isOutOfView(begun)) return null;
    return {
      sentence: both(
        "The image element is there and lazy, outside of the viewport. It loads when it is scrolled into view.",
        "O elemento de imagem está lá e é lazy, fora da área visível. Ele carrega quando a rolagem chegar até ele.",
      ),
      evidence: [{ event: begun.id, label: both("lazy, not in view", "lazy, fora da tela") }],
    };
  },
};
