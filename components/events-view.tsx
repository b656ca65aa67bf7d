import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { CaptureEvent } from "../lib/event.ts";
import { SearchBar } from "./bars.tsx";
import { Drawer } from "./drawer.tsx";
import type { EventIndex } from "./event-index.ts";
import { eventLine } from "./event-text.ts";
import { timeOfDay } from "./format.ts";
import { Select } from "./select.tsx";
import { useWords } from "./words.ts";

/** Height of a row, in px: the same as `--row`. */
const ROW = 22;
const SUBJECTS = [
  ...["page", "tap", "gap", "socket", "frame", "channel", "handler", "fetch", "cache"],
  ...["react", "image", "console", "error"],
].map((value) => ({ value, text: value }));

/** Rows drawn above and below what can be seen, so that a fast scroll shows no hole. */
const MARGIN = 10;
/** Height that is assumed until the list has been measured, in px. */
const FIRST_HEIGHT = 600;

/** The first half of a kind: "frame" of "frame.in". */
const subjectOf = ({ kind }: CaptureEvent): string => kind.slice(0, kind.indexOf("."));

/** The events of a subject ("" for all) whose kind or line holds every word of `search`. */
export function searchEvents(
  events: readonly CaptureEvent[],
  { search, subject }: { search: string; subject: string },
  index: EventIndex,
): readonly CaptureEvent[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && subject === "") return events;
  return events.filter((event) => {
    if (subject !== "" && subjectOf(event) !== subject) return false;
    if (words.length === 0) return true;
    const text = `${event.kind} ${eventLine(event, index)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

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
  onSelect: (id: string | undefined) => void;
}

/** Every event in order of arrival; only the rows in sight are drawn. Follows the end while it is in sight. */
export function EventsView(props: EventsViewProps) {
  const { events, index, selected, search, subject, field, onSearch, onSelect } = props;
  const words = useWords();
  const list = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: FIRST_HEIGHT });
  const atEnd = useRef(true);

  useEffect(() => {
    const box = list.current;
    const end = events.length * ROW;
    if (box && atEnd.current && selected === undefined) box.scrollTop = end;
  }, [events.length, selected]);

  const place = useMemo(() => events.findIndex(({ id }) => id === selected), [events, selected]);
  useEffect(() => {
    const box = list.current;
    if (!box || place < 0) return;
    if (place * ROW < box.scrollTop) box.scrollTop = place * ROW;
    const end = (place + 1) * ROW - box.clientHeight;
    if (end > box.scrollTop) box.scrollTop = end;
  }, [place]);

  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => measure(box));
    const measure = (element: HTMLElement) =>
      setView({ top: element.scrollTop, height: element.clientHeight || FIRST_HEIGHT });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    atEnd.current = box.scrollTop + box.clientHeight >= box.scrollHeight - ROW;
    setView({ top: box.scrollTop, height: box.clientHeight || FIRST_HEIGHT });
  };

  const first = Math.max(0, Math.floor(view.top / ROW) - MARGIN);
  const last = Math.min(events.length, Math.ceil((view.top + view.height) / ROW) + MARGIN);
  const open = selected === undefined ? undefined : index.byId.get(selected);
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
        <div ref={list} className="log-rows" onScroll={onScroll}>
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
            onEvent={onSelect}
            onClose={() => onSelect(undefined)}
          />
        )}
      </div>
    </>
  );
}
