import type { Status } from "../../lib/chain/job.ts";
import { checksOf, type CheckState } from "../../lib/sheet/checks.ts";
import type { Sheet } from "../../lib/sheet/sheet.ts";
import { Slot } from "../slot.tsx";
import { useSay } from "../words.ts";
import { tabCount, useTell } from "./say.ts";

const MARKS: Record<CheckState, Status> = {
  passed: "observed",
  late: "late",
  failed: "missing",
  open: "not-yet",
};

interface SyncChecksProps {
  sheet: Sheet;
  live: boolean;
  onEvent: (id: string) => void;
}

/** What a person tries with several tabs, ticked by the sheet. */
export function SyncChecks({ sheet, live, onEvent }: SyncChecksProps) {
  const tell = useTell();
  const speak = useSay();
  const checks = checksOf(sheet);
  const passed = checks.filter(({ state }) => state === "passed").length;
  const tabs = tabCount(sheet.tabs.length, tell);
  const isOneFile = new Set(sheet.tabs.map(({ log }) => log)).size < 2;
  const from = live ? "checksText" : isOneFile ? "checksOfFile" : "checksOfFiles";
  return (
    <section>
      <h2>{tell("checks", { n: passed, all: checks.length })}</h2>
      <p className="soft">{tell(from, { tabs })}</p>
      <ul className="checks">
        {checks.map(({ id, title, state, value, note, event }) => (
          <li key={id} data-check={id} data-state={state}>
            <Slot status={MARKS[state]} />
            <span>
              <span className="off-screen">{tell(state)}: </span>
              {speak(title)}
            </span>
            {event === undefined ? (
              <span className="dim num">{speak(value)}</span>
            ) : (
              <button className="link num" data-event={event} onClick={() => onEvent(event)}>
                {speak(value)}
              </button>
            )}
            {note !== undefined && <small>{speak(note)}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}
