import type { CaptureEvent } from "../lib/event.ts";
import { displayable, displayableLine } from "../lib/displayable.ts";
import type { EventIndex } from "./event-index.ts";
import { decodeFrame, innerEvent } from "./event-text.ts";
import { JsonTree } from "./json-tree.tsx";

interface DecodedPaneProps {
  event: CaptureEvent;
  index: EventIndex;
}

/** What an event says; of a frame its header and its payload. */
export function DecodedPane({ event, index }: DecodedPaneProps) {
  if (event.kind !== "frame.in" && event.kind !== "frame.out") {
    const { id: _id, seq: _seq, doc: _doc, at: _at, tab: _tab, ...said } = event;
    return <JsonTree value={withJson(said)} open={2} />;
  }
  const message = decodeFrame(event, index);
  if ("error" in message) return <p className="soft">{displayable(message.error)}</p>;
  const fields = {
    kind: message.kind,
    topic: message.topic,
    event: innerEvent(message),
    ref: message.ref,
    "meta.id": message.meta?.id,
  };
  return (
    <>
      <dl className="kv">
        {Object.entries(fields)
          .filter(([, value]) => value !== undefined && value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd title={displayableLine(String(value))}>{displayableLine(String(value))}</dd>
            </div>
          ))}
      </dl>
      <JsonTree name="payload" value={message.payload} open={2} />
    </>
  );
}

/** Bodies of requests are kept as text; most of them are JSON. */
function withJson(said: object): object {
  if (!("body" in said) || typeof said.body !== "string") return said;
  try {
    return { ...said, body: JSON.parse(said.body) as unknown };
  } catch {
    return said;
  }
}
