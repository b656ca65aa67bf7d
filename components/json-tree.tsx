import { useState } from "react";
import { displayable, displayableLine } from "../lib/displayable.ts";

interface JsonTreeProps {
  name?: string;
  value: unknown;
  /** How many levels are open from the start. */
  open?: number;
}

/** How many members of one object or array are drawn; a row of a table has far fewer. */
const MOST_MEMBERS = 200;
/** How much of a name and of a text is drawn, in UTF-16 units. */
const MOST_NAME = 200;
const MOST_TEXT = 8_000;

/** A JSON value whose objects and arrays can be opened. Only what is open is drawn. */
export function JsonTree({ name, value, open = 0 }: JsonTreeProps) {
  const [shown, setShown] = useState(open > 0);
  const label =
    name === undefined ? undefined : (
      <span className="json-name">{displayableLine(name, MOST_NAME)}: </span>
    );
  if (typeof value !== "object" || value === null) {
    return (
      <div className="json-leaf">
        {label}
        <span data-type={value === null ? "null" : typeof value}>{leaf(value)}</span>
      </div>
    );
  }
  const members = Object.entries(value).slice(0, MOST_MEMBERS);
  return (
    <div className="json">
      <button
        className="json-toggle"
        aria-expanded={shown}
        onClick={() => setShown((before) => !before)}
      >
        {label}
        <span className="dim">{summary(value)}</span>
      </button>
      {shown && (
        <div className="json-members">
          {members.map(([key, member]) => (
            <JsonTree key={key} name={key} value={member} open={open - 1} />
          ))}
        </div>
      )}
    </div>
  );
}

function summary(value: object): string {
  if (value instanceof Uint8Array) return `Uint8Array(${value.length})`;
  if (Array.isArray(value)) return `[ ${value.length} ]`;
  const keys = Object.keys(value);
  const names = keys.slice(0, 4).map((key) => displayableLine(key, MOST_NAME));
  return `{ ${names.join(", ")}${keys.length > 4 ? ", …" : ""} }`;
}

const leaf = (value: unknown): string =>
  typeof value === "string"
    ? displayable(JSON.stringify(value.slice(0, MOST_TEXT)), Infinity) +
      (value.length > MOST_TEXT ? "…" : "")
    : String(value);
