/** FNV-1a, 32 bits, over UTF-16 units. */
function fnv(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // Spreads the last characters over all bits.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The same `bytes` (a multiple of 4) for the same text, as hex: the id of a trace or span. No secret, and never all zero. */
export function idFrom(text: string, bytes: 8 | 16): string {
  const words = Array.from({ length: bytes / 4 }, (_, n) => fnv(text, n * 0x9e3779b9));
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("");
  return /^0+$/.test(hex) ? hex.replace(/0$/, "1") : hex;
}
