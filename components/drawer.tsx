import { useState } from "react";
import type { CaptureEvent, EventKind } from "../lib/event.ts";
import { copyableJson, copyText } from "./copy.ts";
import { DecodedPane } from "./decoded-pane.tsx";
import type { EventIndex } from "./event-index.ts";
import { chipLabel, decodeFrame } from "./event-text.ts";
import { size, timeOfDay } from "./format.ts";
import { Icon } from "./icon.tsx";
import { ReceivedPane, type ReadSource } from "./received-pane.tsx";
import { useWhole } from "./use-whole.ts";
import { WirePane } from "./wire-pane.tsx";
import { fill, useSay, useWords } from "./words.ts";

interface DrawerProps {
  event: CaptureEvent;
  index: EventIndex;
  /** Evidence to step through; the event is one of these, or there is no stepping. */
  among: readonly string[];
  /** Absent where nothing can be asked. */
  source?: ReadSource | undefined;
  onEvent: (id: string) => void;
  onClose: () => void;
}

const PANES = ["wire", "decoded", "received"] as const;
type Pane = (typeof PANES)[number];

/** The panes of the kinds that have more than their content. */
const panesOf: Partial<Record<EventKind, readonly Pane[]>> = {
  "frame.in": PANES,
  "frame.out": ["wire", "decoded"],
  "handler.run": ["decoded", "received"],
};

/** One event in full. Side by side where there is room, else one pane at a time. */
export function Drawer({ event: given, index, among, source, onEvent, onClose }: DrawerProps) {
  const words = useWords();
  const { event, state } = useWhole(given);
  const label = useSay()(chipLabel(event));
  const [pane, setPane] = useState<Pane>("decoded");
  const frame = event.kind === "frame.in" || event.kind === "frame.out" ? event : undefined;
  const panes = PANES.filter((name) => panesOf[event.kind]?.includes(name) ?? name === "decoded");
  const shown = panes.includes(pane) ? pane : "decoded";
  const titles: Record<Pane, string> = {
    wire: words.onWire,
    decoded: frame ? words.decoded : words.content,
    received: frame ? words.received : words.around,
  };
  const short = {
    ...titles,
    wire: words.wirePane,
    received: frame ? words.receivedPane : words.around,
  };
  const place = among.indexOf(event.id);
  return (
    <section className="drawer" data-event={event.id} aria-label={label}>
      <div className="bar">
        <b className="clip" title={label}>
          {label}
        </b>
        <span className="seg only-narrow">
          {(panes.length > 1 ? panes : []).map((name) => (
            <button
              key={name}
              className={name === shown ? "filter on" : "filter"}
              onClick={() => setPane(name)}
            >
              {short[name]}
            </button>
          ))}
        </span>
        <span className="only-wide">{event.kind}</span>
        <span className="only-wide">{timeOfDay(event.at, true)}</span>
        {frame && (
          <span className="only-wide">
            {size(frame.size)}, {"base64" in frame.body ? words.binary : words.text}
          </span>
        )}
        <span className="grow" />
        {place >= 0 && among.length > 1 && (
          <Stepper place={place} among={among} onEvent={onEvent} />
        )}
        <button
          className="tool"
          title={words.copyJson}
          aria-label={words.copyJson}
          onClick={() => copyText(copyableJson(frame ? decodeFrame(frame, index) : event, event))}
        >
          <Icon name="copy" />
        </button>
        <button
          className="tool"
          title={`${words.close} (Esc)`}
          aria-label={words.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      <div className="panes" data-shown={shown} data-panes={panes.length}>
        {panes.map((name) => (
          <div key={`${name}${event.id}`} className="pane" data-pane={name}>
            <h3 className="only-wide">{titles[name]}</h3>
            {state !== "here" && name !== "received" && (
              <p className="soft" data-body={state}>
                {state === "asking" ? words.bodyAsked : words.bodyGone}
              </p>
            )}
            {name === "wire" && state === "here" && frame && <WirePane body={frame.body} />}
            {name === "decoded" && <DecodedPane event={event} index={index} />}
            {name === "received" && <ReceivedPane {...{ event, index, source, onEvent }} />}
          </div>
        ))}
      </div>
    </section>
  );
}

function Stepper({
  place,
  among,
  onEvent,
}: Pick<DrawerProps, "among" | "onEvent"> & { place: number }) {
  const words = useWords();
  const step = (by: number) => {
    const id = among[(place + by + among.length) % among.length];
    if (id) onEvent(id);
  };
  return (
    <span className="stepper">
      <span className="only-wide">{fill(words.nth, { n: place + 1, all: among.length })}</span>
      <button
        className="tool"
        aria-label={words.previous}
        title={words.previous}
        onClick={() => step(-1)}
      >
        <Icon name="left" />
      </button>
      <button className="tool" aria-label={words.next} title={words.next} onClick={() => step(1)}>
        <Icon name="right" />
      </button>
    </span>
  );
}
