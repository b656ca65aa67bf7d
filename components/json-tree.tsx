import { useState } from "react";

interface JsonTreeProps {
  name?: string;
  value: unknown;
  /** How many levels are open from the start. */
  open?: number;
}

/** How many members of one object or array are drawn; a row of a table has far fewer. */
const MOST_MEMBERS = 200;

/** A JSON value whose objects and arrays can be opened. Only what is open is drawn. */
export function JsonTree({ name, value, open = 0 }: JsonTreeProps) {
  const [shown, setShown] = useState(open > 0);
  const label = name === undefined ? undefined : <span className="json-name">{name}: </span>;
  if (typeof value !== "object" || value === null) {
    return (
      <div className="json-leaf">
        {label}
        <span data-type={value === null ? "null" : typeof value}>{JSON.stringify(value)}</span>
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
  return `{ ${keys.slice(0, 4).join(", ")}${keys.length > 4 ? ", …" : ""} }`;
}
