import { useEffect, useEffectEvent } from "react";

export interface KeyActions {
  search(): void;
  /** +1 is down. */
  row(by: 1 | -1): void;
  step(by: 1 | -1): void;
  /** Opens what is selected. */
  open(): void;
  escape(): void;
  help(): void;
}

const keys: Record<string, (actions: KeyActions) => void> = {
  "/": (actions) => actions.search(),
  j: (actions) => actions.row(1),
  ArrowDown: (actions) => actions.row(1),
  k: (actions) => actions.row(-1),
  ArrowUp: (actions) => actions.row(-1),
  ".": (actions) => actions.step(1),
  ",": (actions) => actions.step(-1),
  Enter: (actions) => actions.open(),
  Escape: (actions) => actions.escape(),
  "?": (actions) => actions.help(),
};

/** In a field keys are letters; only these still mean something. */
const inField = new Set(["Escape", "ArrowDown", "ArrowUp"]);

/** Listens to the whole panel. Keys with a modifier belong to the browser. */
export function useKeys(actions: KeyActions): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    if (target instanceof HTMLSelectElement) return;
    const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (typing && !inField.has(event.key)) return;
    // Enter on a button is a click, and opens what a summary stands for.
    if (event.key === "Enter" && target instanceof Element && target.closest("button, summary"))
      return;
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action(actions);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
