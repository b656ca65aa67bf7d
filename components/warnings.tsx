import { displayable } from "../lib/displayable.ts";

interface WarningsProps {
  /** A sentence about something that went wrong outside the panel. */
  notice: string | undefined;
  /** A sentence about what the connection cannot give. */
  warning: string | undefined;
  /** What can be done about the warning, in a word. */
  action: string;
  onAction: (() => void) | undefined;
}

/** Bars over a view that is not empty: what is shown is not all there is. */
export function Warnings({ notice, warning, action, onAction }: WarningsProps) {
  return (
    <>
      {notice && (
        <p className="notice" role="alert">
          {displayable(notice)}
        </p>
      )}
      {warning && (
        <p className="notice" role="status">
          {warning}
          {onAction && (
            <button className="link" onClick={onAction}>
              {action}
            </button>
          )}
        </p>
      )}
    </>
  );
}
