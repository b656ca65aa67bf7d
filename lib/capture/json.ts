import { Array, Error, JSON, Object, Reflect, Set } from "./natives.ts";

const DEPTH = 8;

/**
 * JSON of a value of the page, at most `cap` UTF-16 units, with `…` where it was cut. Runs none of the page's code: no
 * getter and no `toJSON`, and stops as soon as the cap is reached, however large the value is.
 */
export function boundedJson(value: unknown, cap: number): string {
  let text = "";
  const path = new Set<object>();
  const write = (part: string) => {
    if (text.length < cap) text += part;
  };
  const visit = (item: unknown, depth: number): void => {
    if (text.length >= cap) return;
    if (typeof item === "string") return write(JSON.stringify(item.slice(0, cap)));
    if (typeof item === "bigint" || typeof item === "symbol") return write(`"${String(item)}"`);
    if (typeof item === "function") return write(`"[function]"`);
    if (typeof item !== "object" || item === null) return write(String(item ?? null));
    if (item instanceof Error) return write(JSON.stringify(`${item.name}: ${item.message}`));
    if (item instanceof Date) return write(JSON.stringify(String(item.getTime())));
    if (path.has(item) || depth === 0) return write(`"[…]"`);
    path.add(item);
    const array = Array.isArray(item);
    write(array ? "[" : "{");
    let first = true;
    for (const key of Object.keys(item)) {
      if (text.length >= cap) break;
      if (!first) write(",");
      first = false;
      if (!array) write(`${JSON.stringify(key)}:`);
      visit(Reflect.getOwnPropertyDescriptor(item, key)?.value, depth - 1);
    }
    write(array ? "]" : "}");
    path.delete(item);
  };
  visit(value, DEPTH);
  return text.length > cap ? `${text.slice(0, cap)}…` : text;
}
