import { STEPS } from "../lib/chain/profile.ts";
import type { Status } from "../lib/chain/job.ts";
import type { SiteState } from "../lib/sites/look.ts";
import { Icon, type IconName } from "./icon.tsx";
import { Strip } from "./slot.tsx";
import type { Sites } from "./use-sites.ts";
import { fill, useWords } from "./words.ts";
import type { Words } from "./words-en.ts";

/** Where the events come from: a tab, in one of its states, or a file. */
export type Connection = "connecting" | "live" | "gone" | "file";

export type EmptyReason =
  | "connecting"
  | "absent"
  | "off"
  | "switched"
  | "gone"
  | "late"
  | "quiet"
  | "file"
  | "none";

/**
 * Why there is no job to show. `late`: page scripts had run before ours in the newest document. `silent`: nothing at all
 * has been heard, so the page may be one that Hopscope does not watch, and a panel without a tab has no trace yet. `site`:
 * how the page's site is switched, where that is known; `switched` is a site that is on and a page that was there before.
 */
export function emptyReason(
  connection: Connection,
  late: boolean,
  silent: boolean,
  site?: SiteState,
): EmptyReason {
  if (site === "off" && (connection === "gone" || connection === "connecting")) return "off";
  if (site === "on" && connection === "gone" && silent) return "switched";
  if (connection === "gone") return silent ? "absent" : "gone";
  if (connection === "file") return silent ? "none" : "file";
  if (connection === "connecting") return "connecting";
  return late ? "late" : "quiet";
}

interface Reason {
  title: keyof Words;
  text: keyof Words;
  mark: Status;
  action?: "reload" | "open" | "switch";
  /** In place of the usual ones for a reload. */
  reload?: keyof Words;
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
  off: {
    title: "offTitle",
    text: "offText",
    mark: "not-yet",
    action: "switch",
    notes: [
      ["eye", "quietWatches"],
      ["lock", "quietStays"],
      ["close", "offAnyTime"],
    ],
  },
  switched: {
    title: "switchedTitle",
    text: "switchedText",
    mark: "not-yet",
    action: "reload",
    reload: "reloadNow",
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
  none: {
    title: "noneTitle",
    text: "noneText",
    mark: "not-yet",
    action: "open",
    notes: [
      ["save", "noneFrom"],
      ["lock", "quietStays"],
    ],
  },
};

interface EmptyProps {
  reason: EmptyReason;
  sites: Sites | undefined;
  onReload?: (() => void) | undefined;
  onOpen: () => void;
}

/** A whole panel without a job: what that means, and what to do. */
export function Empty({ reason, sites, onReload, onOpen }: EmptyProps) {
  const words = useWords();
  const { title, text, mark, action, reload = "reloadPage", notes = [] } = reasons[reason];
  const { here, onSwitch } = sites ?? {};
  const site = here ?? "";
  const heading = fill(words[title], { site });
  return (
    <div className="blank" data-empty={reason}>
      <div>
        <Strip slots={STEPS.map((step) => ({ step, status: mark }))} label={heading} wide />
        <h2>{heading}</h2>
        <p className="soft">{words[text]}</p>
        {action === "reload" && onReload && (
          <button className="button primary tall go" onClick={onReload}>
            <Icon name="reload" small />
            {words[reload]}
          </button>
        )}
        {action === "switch" && here !== undefined && (
          <div className="go">
            <button className="button primary tall" onClick={() => onSwitch?.(here, true)}>
              {fill(words.switchOnFor, { site })}
            </button>
            <span className="dim">{words.thisSiteOnly}</span>
          </div>
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
