import type { Sheet } from "../../lib/sheet/sheet.ts";
import { clockText } from "../../lib/sheet/words.ts";
import { useSay } from "../words.ts";
import { useTell } from "./say.ts";

interface ClockOffsetsProps {
  sheet: Sheet;
  onAlign: (aligned: boolean) => void;
}

/** How the clocks of several files stand to each other; applied only when somebody says so. */
export function ClockOffsets({ sheet, onAlign }: ClockOffsetsProps) {
  const speak = useSay();
  const tell = useTell();
  const { clocks, aligned } = sheet;
  return (
    <div className="notice clocks">
      {clocks.map((offset) => (
        <span key={offset.log}>{speak(clockText(offset))}</span>
      ))}
      {clocks.some(({ ahead }) => ahead !== undefined) && (
        <label>
          <input
            type="checkbox"
            name="align"
            checked={aligned}
            onChange={({ target }) => onAlign(target.checked)}
          />
          {tell("align")}
        </label>
      )}
    </div>
  );
}
