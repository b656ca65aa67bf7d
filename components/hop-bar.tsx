import { duration, total } from "./format.ts";
import type { Hop } from "./rung.ts";
import { fill, useWords } from "./words.ts";

/** As wide as the budget of the hop: pale is wait, full is work; used up when it took longer, red when the chain broke here. */
export function HopBar({ hop }: { hop: Hop | undefined }) {
  const words = useWords();
  if (!hop) return <span className="hop" />;
  const { ms, work, budget, state } = hop;
  const percent = (part: number) => `${Math.min(100, (part / budget) * 100)}%`;
  const over = state === "broken";
  const open = state === "waiting" || state === "late";
  const text = open
    ? fill(words.ofTime, { time: total(budget) })
    : `${over ? ">" : ""}${duration(ms)}`;
  return (
    <span
      className="hop"
      data-hop={state}
      title={fill(words.hopTitle, { ms: duration(ms), budget: duration(budget) })}
    >
      <span className="track">
        <i className="wait" style={{ width: percent(ms - work) }} />
        {state === "seen" && <i className="work" style={{ width: percent(work) }} />}
      </span>
      <span className="num">{text}</span>
    </span>
  );
}
