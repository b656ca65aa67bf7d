import type { Standing } from "../../lib/trial/diary.ts";
import { useSwitchNames } from "./ran-with.tsx";
import { countOf, useTell } from "./say.ts";

interface BadgeProps {
  standing: Standing;
  onOpen: () => void;
}

/** In every view: this page is not as the app made it. */
export function Badge({ standing, onOpen }: BadgeProps) {
  const tell = useTell();
  const names = useSwitchNames()(standing.on.map(({ id }) => id));
  return (
    <button
      className="on-badge"
      data-badge={standing.on.length}
      title={tell("badgeTitle", { names })}
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
