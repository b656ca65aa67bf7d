/** Logs in which a stranger has chosen the names. */
import type { CaptureEvent } from "../../lib/event.ts";

/** Names, prompts and messages that mean something to those who are careless with them. */
export const attacks = {
  html: `"><img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>`,
  address: "javascript:globalThis.pwned=1",
  style: `red;background:url(http://evil.test/)}*{display:none`,
  console: "%c%s%o",
  bidi: "\u202Egnp.exe\u2066",
  controls: "\u0000\u001B]0;x\u0007\u200B\uFEFF",
  half: "\uD83D",
  proto: "__proto__",
  constructor: "constructor",
  method: "toString",
  template: "{user}$&$1${globalThis.pwned=1}",
  lines: `\n*/ globalThis.pwned=1; /*\n-- x\nDROP TABLE a;`,
  long: "A".repeat(100_000),
} as const;

/** Every text in `value`, those inside JSON too, after `change`. */
function deep(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") {
    if (!/^[[{]/.test(value)) return change(value);
    try {
      return JSON.stringify(deep(JSON.parse(value), change));
    } catch {
      return change(value);
    }
  }
  if (Array.isArray(value)) return value.map((each) => deep(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [change(name), deep(each, change)]),
  );
}

/** The log as if its project, its user and its prompts were called `attack`, wherever it names them. */
export function spoil(events: readonly CaptureEvent[], attack: string): CaptureEvent[] {
  const change = (text: string) =>
    text.replaceAll(/\b(?:p-1|u-1)\b/g, () => attack).replace(/^prompt \d+$/, () => attack);
  return events.map((event) => {
    const { id, seq, doc, at, kind, ...said } = event;
    return { id, seq, doc, at, kind, ...(deep(said, change) as object) } as CaptureEvent;
  });
}

/** JSON that is `depth` arrays deep. */
export const deepJson = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
