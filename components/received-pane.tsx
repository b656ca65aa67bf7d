import type { ReactNode } from "react";
import type { CaptureEvent } from "../lib/event.ts";
import { displayable, displayableLine } from "../lib/displayable.ts";
import type { EventIndex } from "./event-index.ts";
import { chipLabel, eventLine } from "./event-text.ts";
import { duration } from "./format.ts";
import { Slot } from "./slot.tsx";
import { fill, useSay, useWords } from "./words.ts";

interface ReceivedPaneProps {
  event: CaptureEvent;
  index: EventIndex;
  onEvent: (id: string) => void;
}

/** The handlers that got a frame, or the frame that a handler got. */
export function ReceivedPane({ event, index, onEvent }: ReceivedPaneProps) {
  const words = useWords();
  const say = useSay();
  if (event.kind === "frame.in") {
    const runs = index.runsOf(event.id);
    if (runs.length === 0) return <Heard status="missing">{words.noHandler}</Heard>;
    return runs.map((run) => (
      <Heard key={run.id} status={run.outcome === "threw" ? "failed" : "observed"}>
        <button className="link" onClick={() => onEvent(run.id)}>
          <code>{displayableLine(run.handler)}</code>
        </button>
        <br />
        <span className="soft">
          {displayable(
            run.error ??
              fill(words.ran, {
                binding: `${run.binding.type} ${run.binding.event ?? "*"}`,
                ms: duration(run.ms),
                delay: duration(run.at - event.at),
              }),
          )}
        </span>
        {run.misses && <code className="misses">{displayableLine(run.misses.join(", "))}</code>}
      </Heard>
    ));
  }
  const other = event.kind === "handler.run" ? event.frame : undefined;
  const frame = other === undefined ? undefined : index.get(other);
  if (!frame) return <p className="soft">{words.noFrame}</p>;
  return (
    <Heard status="observed">
      <button className="link" onClick={() => onEvent(frame.id)}>
        {say(chipLabel(frame))}
      </button>
      <br />
      <span className="soft">{eventLine(frame, index)}</span>
    </Heard>
  );
}

function Heard({
  status,
  children,
}: {
  status: "observed" | "missing" | "failed";
  children: ReactNode;
}) {
  return (
    <div className="heard">
      <Slot status={status} />
      <p>{children}</p>
    </div>
  );
}
