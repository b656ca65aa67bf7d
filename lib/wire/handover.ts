/** The relay asks; the tap offers, and whoever cancels the offer has taken its port. */
export const ASK = "hopscope:ask";
export const OFFER = "hopscope:offer";

/** Before listeners that do not capture. An object: Node does not find what was added with a bare `true`. */
export const EARLY = { capture: true };
