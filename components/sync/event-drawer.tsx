import { useMemo } from "react";
import { Drawer } from "../drawer.tsx";
import { createEventIndex, type EventIndex } from "../event-index.ts";
import { BodiesContext } from "../use-whole.ts";
import type { NeighbourLog } from "./neighbours.ts";
import { useTell } from "./say.ts";

interface EventDrawerProps {
  id: string;
  /** The log of the panel's own tab. */
  index: EventIndex;
  neighbours: readonly NeighbourLog[];
  /** The evidence that it is one of. */
  among: readonly string[];
  onEvent: (id: string) => void;
  onClose: () => void;
}

/** An event of this tab or of another. */
export function EventDrawer({ id, index, neighbours, among, onEvent, onClose }: EventDrawerProps) {
  const tell = useTell();
  const isOwn = index.get(id) !== undefined;
  const other = useMemo(() => {
    const log = isOwn
      ? undefined
      : neighbours.find(({ events }) => events.some((each) => each.id === id));
    return log && createEventIndex()(log.events);
  }, [isOwn, neighbours, id]);
  const from = isOwn ? index : other;
  const event = from?.get(id);
  if (!from || !event) return <p className="none soft">{tell("noEvent")}</p>;
  const drawer = (
    <Drawer event={event} index={from} among={among} onEvent={onEvent} onClose={onClose} />
  );
  // Only of its own page can the panel ask for a body.
  return isOwn ? drawer : <BodiesContext value={undefined}>{drawer}</BodiesContext>;
}
