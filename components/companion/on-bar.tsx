import type { CompanionEnd, EventOf } from "../../lib/event.ts";
import { clock } from "../format.ts";
import { countOf, useTell, type CompanionWord } from "./say.ts";
import type { Switchboard } from "./use-companion.ts";

interface OnBarProps {
  board: Switchboard;
  now: number;
  /** Why nothing can be switched; undefined where it can. */
  closed: CompanionWord | undefined;
  /** How many frames of the page have channels of their own. */
  frames: number;
}

/** How many are on in which tab, how long still, and the way out. */
export function OnBar({ board, now, closed, frames }: OnBarProps) {
  const tell = useTell();
  const { standing, diary, failure } = board;
  const ended = diary.ended();
  return (
    <>
      <div className="onbar" data-on={standing?.on.length ?? 0}>
        {standing ? (
          <>
            <span className="live-dot" />
            <p className="grow">
              <b>
                {tell(standing.on.length === 1 ? "onOne" : "onMany", {
                  what: countOf(standing.on, tell),
                  tab: diary.tabNumber(standing.tab),
                })}
              </b>{" "}
              <span className="soft">{tell("pageSays")}</span>
            </p>
            <TimeLeft left={standing.ends - now} all={standing.ends - standing.since} />
            <button className="button" disabled={closed !== undefined} onClick={board.addTime}>
              {tell("addTime")}
            </button>
            <button
              className="button"
              data-action="all-off"
              disabled={closed !== undefined}
              onClick={board.allOff}
            >
              {tell("allOff")}
            </button>
          </>
        ) : (
          <p className="soft grow">
            {closed === undefined && (ended ? <Ended {...ended} /> : tell("nothingOn"))}
            {closed !== undefined && tell(closed)}
          </p>
        )}
      </div>
      {standing && closed !== undefined && (
        <p className="notice" role="status">
          {tell(closed)}
        </p>
      )}
      {frames > 0 && (
        <p className="notice" data-frames={frames}>
          {tell(frames === 1 ? "notItsFrame" : "notItsFrames", { n: frames })}
        </p>
      )}
      {failure !== undefined && (
        <p className="notice" role="alert">
          {tell(refusalOf(failure), { message: failure })}
        </p>
      )}
    </>
  );
}

/** What the browser says when a script may not go into a page, and what to do then; the first that fits. */
const refusals: [RegExp, CompanionWord][] = [
  [/^No page is connected/, "gone"],
  [/contents of the page|manifest must request/i, "refusedOutside"],
  [/chrome:|edge:|about:|extensions gallery|web store/i, "refusedBrowser"],
];
const refusalOf = (message: string): CompanionWord =>
  refusals.find(([said]) => said.test(message))?.[1] ?? "refused";

function TimeLeft({ left, all }: { left: number; all: number }) {
  const tell = useTell();
  const time = clock(left);
  const part = Math.max(0, Math.min(100, (left / all) * 100));
  return (
    <>
      <span className="drain" aria-hidden="true">
        <i style={{ width: `${part}%` }} />
      </span>
      <span className="clock" role="timer" aria-label={tell("timeLeft", { time })}>
        {time}
      </span>
    </>
  );
}

const reasons: Record<CompanionEnd, CompanionWord> = {
  panel: "endedPanel",
  switch: "endedSwitch",
  key: "endedKey",
  time: "endedTime",
  navigation: "endedNavigation",
  error: "endedError",
};

/** How it ended the last time, and that nothing was left behind. */
function Ended({ reason, restored, left = [] }: EventOf<"companion.off">) {
  const tell = useTell();
  return (
    <span data-ended={reason} data-restored={restored}>
      {tell(reasons[reason] ?? "endedSwitch")}{" "}
      {restored ? (
        tell("restored")
      ) : (
        <b className="late-ink">{tell("leftOver", { names: left.join(", ") || "?" })}</b>
      )}
    </span>
  );
}
