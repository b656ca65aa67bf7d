import { STEPS } from "../lib/chain/profile.ts";
import type { Status } from "../lib/chain/job.ts";
import { Icon, type IconName } from "./icon.tsx";
import { Strip } from "./slot.tsx";
import { useWords } from "./words.ts";
import type { Words } from "./words-en.ts";

/** Where the events come from: a tab, in one of its states, or a file. */
export type Connection = "connecting" | "live" | "gone" | "file";

export type EmptyReason = "connecting" | "absent" | "gone" | "late" | "quiet" | "file" | "none";

/**
 * Why there is no job to show. `late`: page scripts had run before ours in the newest document. `silent`: nothing at all
 * has been heard, so the page may be one that Hopscope does not watch, and a panel without a tab has no trace yet.
 */
export function emptyReason(connection: Connection, late: boolean, silent: boolean): EmptyReason {
  if (connection === "gone") return silent ? "absent" : "gone";
  if (connection === "file") return silent ? "none" : "file";
  if (connection === "connecting") return "connecting";
  return late ? "late" : "quiet";
}

interface Reason {
  title: keyof Words;
  text: keyof Words;
  mark: Status;
  action?: "reload" | "open";
  notes?: [IconName, keyof Words][];
}

const reasons: Record<EmptyReason, Reason> = {
  connecting: {
    title: "connectingTitle",
    text: "connectingText",
    mark: "not-yet",
    action: "reload",
  },
  absent: {
    title: "absentTitle",
    text: "absentText",
    mark: "unknown",
    action: "reload",
    notes: [
      ["browser", "absentWhere"],
      ["reload", "absentInstalled"],
    ],
  },
  gone: { title: "goneTitle", text: "goneText", mark: "unknown", action: "reload" },
  late: {
    title: "lateTitle",
    text: "lateText",
    mark: "unknown",
    action: "reload",
    notes: [
      ["eye", "lateVisible"],
      ["eyeoff", "lateHidden"],
    ],
  },
  quiet: {
    title: "quietTitle",
    text: "quietText",
    mark: "not-yet",
    notes: [
      ["eye", "quietWatches"],
      ["file", "quietStays"],
    ],
  },
  file: { title: "fileTitle", text: "fileText", mark: "not-yet", action: "open" },
  none: { title: "noneTitle", text: "noneText", mark: "not-yet", action: "open" },
};

interface EmptyProps {
  reason: EmptyReason;
  onReload?: (() => void) | undefined;
  onOpen: () => void;
}

/** A whole panel without a job: what that means, and what to do. */
export function Empty({ reason, onReload, onOpen }: EmptyProps) {
  const words = useWords();
  const { title, text, mark, action, notes = [] } = reasons[reason];
  return (
    <div className="blank" data-empty={reason}>
      <div>
        <Strip slots={STEPS.map((step) => ({ step, status: mark }))} label={words[title]} wide />
        <h2>{words[title]}</h2>
        <p className="soft">{words[text]}</p>
        {action === "reload" && onReload && (
          <button className="button primary tall go" onClick={onReload}>
            <Icon name="reload" small />
            {words.reloadPage}
          </button>
        )}
        {action === "open" && (
          <button className="button primary tall go" onClick={onOpen}>
            <Icon name="file" small />
            {words.open}
          </button>
        )}
        {notes.length > 0 && (
          <ul>
            {notes.map(([icon, note]) => (
              <li key={note}>
                <Icon name={icon} />
                <span>{words[note]}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
