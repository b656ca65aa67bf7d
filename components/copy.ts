import { displayable } from "../lib/displayable.ts";

/** JSON with nothing hidden in it; of `flat` where `value` is deeper than can be written. */
export function copyableJson(value: unknown, flat: object): string {
  const write = (it: unknown) => displayable(JSON.stringify(it, null, 2), Infinity);
  try {
    return write(value);
  } catch {
    return write(flat);
  }
}

/** A DevTools panel is an embedded page, where the asynchronous clipboard is forbidden: select and copy instead. */
export function copyText(text: string): void {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "off-screen";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
}
