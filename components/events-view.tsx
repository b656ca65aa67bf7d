import { useEffect, useEffectEvent, useRef, type RefObject } from "react";
import type { CaptureEvent } from "../lib/event.ts";
import { SearchBar } from "./bars.tsx";
import { Drawer } from "./drawer.tsx";
import type { EventIndex } from "./event-index.ts";
import { eventLine, madeBy, makers } from "./event-text.ts";
import type { ReadSource } from "./received-pane.tsx";
import { timeOfDay } from "./format.ts";
import { Select } from "./select.tsx";
import { ROW, useRows } from "./use-rows.ts";
import { useSay, useWords } from "./words.ts";

const SUBJECTS = [
  ...["page", "tap", "gap", "socket", "frame", "channel", "handler", "fetch", "cache"],
  ...["react", "image", "auth", "probe", "companion", "console", "error"],
].map((value) => ({ value, text: value }));

interface EventsViewProps {
  events: readonly CaptureEvent[];
  index: EventIndex;
  selected: string | undefined;
  search: string;
  /** "" for all. */
  subject: string;
  field: RefObject<HTMLInputElement | null>;
  onSearch: (search: string) => void;
  onSubject: (subject: string) => void;
  /** Absent where nothing can be asked. */
  source: ReadSource | undefined;
  onSelect: (id: string | undefined) => void;
}

/** Every event in order of arrival; only the rows in sight are drawn. Follows the end while it is in sight. */
export function EventsView(props: EventsViewProps) {
  const { events, index, selected, search, subject, field, source, onSearch, onSelect } = props;
  const words = useWords();
  const place = placeAmong(events, selected, index);
  const { box, measure, toEnd, first, last } = useRows<HTMLDivElement>(events.length, place, place);
  const atEnd = useRef(true);

  const follow = useEffectEvent(() => {
    if (atEnd.current && selected === undefined) toEnd();
  });
  useEffect(() => follow(), [events.length, selected]);

  const onScroll = () => {
    const { current } = box;
    if (!current) return;
    atEnd.current = current.scrollTop + current.clientHeight >= current.scrollHeight - ROW;
    measure();
  };

  const open = selected === undefined ? undefined : index.get(selected);
  return (
    <>
      <SearchBar field={field} value={search} label={words.searchEvents} onChange={onSearch}>
        <Select
          label={words.kind}
          value={subject}
          options={[{ value: "", text: words.allKinds }, ...SUBJECTS]}
          onChange={props.onSubject}
        />
      </SearchBar>
      <div className="log">
        <div ref={box} className="log-rows" onScroll={onScroll}>
          {events.length === 0 && (
            <p className="none soft">{search || subject ? words.noMatch : words.heardNothing}</p>
          )}
          <ol style={{ height: events.length * ROW }} aria-label={words.events}>
            {events.slice(first, last).map((event, offset) => (
              <li
                key={event.id}
                className={event.id === selected ? "event on" : "event"}
                data-event={event.id}
                style={{ top: (first + offset) * ROW }}
                onClick={() => onSelect(event.id)}
              >
                <span className="at">{timeOfDay(event.at, true)}</span>
                <span className="kind">{event.kind}</span>
                <span className="line clip" title={eventLine(event, index).slice(0, 500)}>
                  <Made event={event} />
                  {eventLine(event, index)}
                </span>
              </li>
            ))}
          </ol>
        </div>
        {open && (
          <Drawer
            event={open}
            index={index}
            among={[]}
            source={source}
            onEvent={onSelect}
            onClose={() => onSelect(undefined)}
          />
        )}
      </div>
    </>
  );
}

/** Says that the companion made an event: nobody is to take it for the app's. */
function Made({ event }: { event: CaptureEvent }) {
  const say = useSay();
  const by = madeBy(event);
  return by && <i className="made">{say(makers[by])}</i>;
}

/** Where the selected event stands among those that are listed, which are in the order of the log; -1 when it is not. */
function placeAmong(
  events: readonly CaptureEvent[],
  selected: string | undefined,
  index: EventIndex,
): number {
  const wanted = selected === undefined ? undefined : index.placeOf(selected);
  if (wanted === undefined) return -1;
  let first = 0;
  let last = events.length - 1;
  while (first <= last) {
    const middle = (first + last) >> 1;
    const place = index.placeOf(events[middle]?.id ?? "") ?? 0;
    if (place === wanted) return middle;
    if (place < wanted) first = middle + 1;
    else last = middle - 1;
  }
  return -1;
}
