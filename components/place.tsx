import { useState } from "react";
import type { Place } from "../lib/chain/job.ts";
import { displayableLine } from "../lib/displayable.ts";
import { framesOf, sourcePlace } from "./source-place.ts";
import { useWords } from "./words.ts";

interface PlaceLineProps {
  place: Place;
  /** Reads a script or source map of the page. */
  source: ((url: string) => Promise<string>) | undefined;
}

/** Where in the app's own code to look. */
export function PlaceLine({ place, source }: PlaceLineProps) {
  const { file, handler, stack } = place;
  const words = useWords();
  const [shown, setShown] = useState<{ stack: string; at: string | undefined }>();
  const found = shown !== undefined && shown.stack === stack ? shown : undefined;
  const [reading, setReading] = useState(false);
  const show = (text: string, read: (url: string) => Promise<string>) => {
    setReading(true);
    const done = (at: string | undefined) => {
      setReading(false);
      setShown({ stack: text, at });
    };
    sourcePlace(text, read).then(done, () => done(undefined));
  };
  return (
    <p className="place" data-place>
      <b>{words.where}:</b>
      {file && <code title={displayableLine(file)}>{displayableLine(file)}</code>}
      {handler && <code>{displayableLine(handler)}</code>}
      {found && <code data-source>{displayableLine(found.at ?? words.noSource)}</code>}
      {!found && stack !== undefined && source && framesOf(stack).length > 0 && (
        <button
          className="link"
          data-action="source"
          disabled={reading}
          onClick={() => show(stack, source)}
        >
          {reading ? words.asking : words.showSource}
        </button>
      )}
    </p>
  );
}
