import type { EventOf } from "../lib/event.ts";
import { displayable } from "../lib/displayable.ts";
import { hexRows } from "./event-text.ts";
import { fill, useWords } from "./words.ts";

/** How much of a frame the wire pane shows: rows of eight bytes, characters of text. */
const MOST_ROWS = 256;
const MOST_TEXT = 8_000;

/** A frame as it was on the wire: text as text, binary as bytes. */
export function WirePane({ body }: Pick<EventOf<"frame.in" | "frame.out">, "body">) {
  const words = useWords();
  const cut = body.cut ? <p className="dim">{fill(words.cut, { n: body.cut })}</p> : undefined;
  if ("text" in body) {
    return (
      <>
        <pre className="raw">{displayable(body.text, MOST_TEXT)}</pre>
        {cut}
      </>
    );
  }
  return (
    <>
      <div className="hex mono">
        {hexRows(body.base64, MOST_ROWS).map((row) => (
          <div key={row.at}>
            <span className="o">{row.at}</span>
            <span>{row.at === "0000" ? <Head hex={row.hex} /> : row.hex}</span>
            <span className="t">{row.text}</span>
          </div>
        ))}
      </div>
      {cut}
    </>
  );
}

/** How many bytes of each kind of frame are kind, lengths and encoding (lib/realtime/binary.ts). Kind 0 has two layouts. */
const HEADS: Record<string, number> = { "01": 5, "02": 3, "03": 7, "04": 5 };

function Head({ hex }: { hex: string }) {
  const end = (HEADS[hex.slice(0, 2)] ?? 0) * 3;
  return (
    <>
      <b>{hex.slice(0, end)}</b>
      {hex.slice(end)}
    </>
  );
}
