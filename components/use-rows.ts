import { useEffect, useEffectEvent, useRef, useState } from "react";

/** Height of a row, in px: the same as `--row`. */
export const ROW = 22;

/** Rows drawn above and below what can be seen, so that a fast scroll shows no hole. */
const MARGIN = 10;
/** Height that is assumed until the list has been measured, in px. */
const FIRST_HEIGHT = 600;

/**
 * Of a long list only the rows in sight are drawn: those from `first` until before `last`. `box` is what scrolls. The row
 * at `place` is brought into sight whenever `chosen` is another.
 */
export function useRows<E extends HTMLElement>(count: number, place: number, chosen: unknown) {
  const box = useRef<E>(null);
  const [view, setView] = useState({ top: 0, height: FIRST_HEIGHT });
  const measure = () => {
    const { current } = box;
    if (!current) return;
    // A list that is not shown has no height.
    setView({ top: current.scrollTop, height: current.clientHeight || FIRST_HEIGHT });
  };

  useEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);

  const show = useEffectEvent(() => {
    const { current } = box;
    if (!current || place < 0) return;
    if (place * ROW < current.scrollTop) current.scrollTop = place * ROW;
    const end = (place + 1) * ROW - current.clientHeight;
    if (end > current.scrollTop) current.scrollTop = end;
  });
  useEffect(() => show(), [chosen]);

  return {
    box,
    measure,
    toEnd() {
      if (box.current) box.current.scrollTop = count * ROW;
    },
    first: Math.max(0, Math.min(count, Math.floor(view.top / ROW)) - MARGIN),
    last: Math.min(count, Math.ceil((view.top + view.height) / ROW) + MARGIN),
  };
}
