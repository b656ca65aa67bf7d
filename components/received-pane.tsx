import type { ReactNode } from "react";
import type { CaptureEvent, EventOf } from "../lib/event.ts";
import { displayable, displayableLine } from "../lib/displayable.ts";
import type { EventIndex } from "./event-index.ts";
import { chipLabel, decodeFrame, eventLine } from "./event-text.ts";
import { duration } from "./format.ts";
import { PlaceLine } from "./place.tsx";
import { Slot } from "./slot.tsx";
import { fill, useSay, useWords } from "./words.ts";

/** Reads a script or source map of the page that a document is of. */
export type ReadSource = (url: string, doc: string) => Promise<string>;

interface ReceivedPaneProps {
  event: CaptureEvent;
  index: EventIndex;
  source: ReadSource | undefined;
  onEvent: (id: string) => void;
}

/** The handlers that got a frame, or the frame that a handler got and where it was registered. */
export function ReceivedPane({ event, index, source, onEvent }: ReceivedPaneProps) {
  if (event.kind === "frame.in") return <Runs frame={event} index={index} onEvent={onEvent} />;
  if (event.kind !== "handler.run") return undefined;
  return (
    <>
      <Delivered run={event} index={index} onEvent={onEvent} />
      <Registered run={event} index={index} source={source} />
    </>
  );
}

interface RunsProps {
  frame: EventOf<"frame.in">;
  index: EventIndex;
  onEvent: (id: string) => void;
}

function Runs({ frame, index, onEvent }: RunsProps) {
  const words = useWords();
  const runs = index.runsOf(frame.id);
  if (runs.length > 0) {
    return runs.map((run) => <Run key={run.id} {...{ run, frame, index, onEvent }} />);
  }
  const message = decodeFrame(frame, index);
  const isSeen = "error" in message || index.isWatched(frame.doc, message.topic, frame.at);
  return isSeen ? (
    <Heard status="missing">{words.noHandler}</Heard>
  ) : (
    <Heard status="unknown">{words.handlerUnseen}</Heard>
  );
}

function Run({ run, frame, index, onEvent }: RunsProps & { run: EventOf<"handler.run"> }) {
  const words = useWords();
  const rejected = index.rejectOf(run.id);
  const ran = fill(words.ran, {
    binding: `${run.binding.type} ${run.binding.event ?? "*"}`,
    ms: duration(run.ms),
    delay: duration(run.at - frame.at),
  });
  const after = rejected?.ms === undefined ? "" : duration(rejected.ms);
  const failed = rejected && fill(words.rejected, { ms: after, error: rejected.error });
  return (
    <Heard status={run.outcome === "threw" || rejected ? "failed" : "observed"}>
      <button className="link" onClick={() => onEvent(run.id)}>
        <code>{displayableLine(run.handler)}</code>
      </button>
      <br />
      <span className="soft">{displayable(run.error ?? failed ?? ran)}</span>
      {run.misses && <code className="misses">{displayableLine(run.misses.join(", "))}</code>}
    </Heard>
  );
}

interface RunProps {
  run: EventOf<"handler.run">;
  index: EventIndex;
}

function Delivered({ run, index, onEvent }: RunProps & { onEvent: (id: string) => void }) {
  const words = useWords();
  const say = useSay();
  const frame = run.frame === undefined ? undefined : index.get(run.frame);
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

/** Where the app called `on()`, or where the handler threw. */
function Registered({ run, index, source }: RunProps & { source: ReadSource | undefined }) {
  const bind = run.bind === undefined ? undefined : index.get(run.bind);
  const stack = run.stack ?? (bind?.kind === "channel.bind" ? bind.stack : undefined);
  if (stack === undefined) return undefined;
  return (
    <PlaceLine
      place={{ handler: run.handler, stack }}
      source={source && ((url) => source(url, run.doc))}
    />
  );
}

function Heard({
  status,
  children,
}: {
  status: "observed" | "missing" | "failed" | "unknown";
  children: ReactNode;
}) {
  return (
    <div className="heard">
      <Slot status={status} />
      <p>{children}</p>
    </div>
  );
}
