import { urlKey } from "../names.ts";
import type { Rule } from "./rule.ts";

/** The element is there and holds the URL; the browser refused the file. */
export const r67: Rule = {
  id: "R67",
  title: "Image refused by the browser",
  steps: ["U12"],
  confidence: "proof",
  find({ evidence, log }) {
    const { broken, url } = evidence;
    if (!broken || !url) return null;
    const csp = log.refusals.find(
      ({ doc, blocked }) => doc === broken.doc && urlKey(blocked) === urlKey(url),
    );
    const reason = csp
      ? `the page's policy ${csp.directive} does not allow it`
      : "it is missing, expired or no picture";
    return {
      sentence: `The image element is there, but the browser could not show ${url}: ${reason}.`,
      evidence: [
        { event: broken.id, label: "image error" },
        ...(csp ? [{ event: csp.id, label: "CSP" }] : []),
      ],
    };
  },
};
