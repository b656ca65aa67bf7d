/** When a page had no way to its server. */
import type { CaptureEvent } from "../event.ts";

export interface Cut {
  doc: string;
  /** Ms since the epoch; without `to` it lasts. */
  from: number;
  to?: number;
}

/** A page that closes its socket, or goes, says one of these, or nothing. */
const OWN_CLOSES = new Set([1000, 1001, 1005]);

interface Line {
  open: Set<number>;
  offline: boolean;
  cut?: Cut;
}

/**
 * The times in which a page's network was gone, or its last socket had closed by itself and no other was open yet. A page that
 * closed its own is not cut off.
 */
export function cutsIn(events: readonly CaptureEvent[]): Cut[] {
  const cuts: Cut[] = [];
  const lines = new Map<string, Line>();
  const begin = (line: Line, { doc, at }: CaptureEvent) => {
    line.cut ??= cuts[cuts.push({ doc, from: at }) - 1]!;
  };
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    const line = lines.get(event.doc) ?? { open: new Set(), offline: false };
    lines.set(event.doc, line);
    if (event.kind === "socket.open") line.open.add(event.socket);
    if (event.kind === "page.network") line.offline = !event.online;
    if (event.kind === "page.network" && !event.online) begin(line, event);
    if (event.kind === "socket.close") {
      const was = line.open.delete(event.socket);
      if (was && line.open.size === 0 && !OWN_CLOSES.has(event.code)) begin(line, event);
    }
    const isBack = event.kind === "socket.open" || event.kind === "page.network";
    if (!isBack || !line.cut || line.offline) continue;
    // A network that is back is no connection yet where the socket went too.
    const hadSocket = line.open.size > 0 || event.kind === "socket.open";
    if (!hadSocket) continue;
    line.cut.to = event.at;
    delete line.cut;
  }
  return cuts;
}
