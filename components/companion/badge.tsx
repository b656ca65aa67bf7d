import { switchWords } from "../../lib/companion/switch-words.ts";
import { switchOf } from "../../lib/companion/switches.ts";
import type { Standing } from "../../lib/trial/diary.ts";
import { useSay } from "../words.ts";
import { countOf, useTell } from "./say.ts";

interface BadgeProps {
  standing: Standing;
  onOpen: () => void;
}

/** In every view: this page is not as the app made it. */
export function Badge({ standing, onOpen }: BadgeProps) {
  const say = useSay();
  const tell = useTell();
  const names = standing.on.flatMap(({ id }) => {
    const known = switchOf(id);
    return known ? [say(switchWords[known.id].name)] : [];
  });
  return (
    <button
      className="on-badge"
      data-badge={standing.on.length}
      title={tell("badgeTitle", { names: names.join(", ") })}
      onClick={onOpen}
    >
      <span className="live-dot" />
      <span>
        <b className="only-narrow">{standing.on.length}</b>
        <b className="only-wide">{tell("badge", { what: countOf(standing.on, tell) })}</b>
      </span>
    </button>
  );
}
