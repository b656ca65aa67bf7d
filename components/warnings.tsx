import { displayable } from "../lib/displayable.ts";
import { useWords } from "./words.ts";

interface WarningsProps {
  /** A sentence about something that went wrong outside the panel. */
  notice: string | undefined;
  /** A sentence about what the connection cannot give. */
  warning: string | undefined;
  onReload: (() => void) | undefined;
}

/** Bars over a view that is not empty: what is shown is not all there is. */
export function Warnings({ notice, warning, onReload }: WarningsProps) {
  const words = useWords();
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
          {onReload && (
            <button className="link" onClick={onReload}>
              {words.reloadPage}
            </button>
          )}
        </p>
      )}
    </>
  );
}
