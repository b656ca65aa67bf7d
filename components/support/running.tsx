import { clock } from "../format.ts";
import { useTell } from "./say.ts";
import { StoryLines } from "./story-view.tsx";
import type { Support } from "./support.ts";

/** A recording that goes on: since when, and what happened so far. */
export function Running({ support }: { support: Support }) {
  const tell = useTell();
  const { since, now, story, isHere } = support;
  const lines = story?.lines ?? [];
  return (
    <>
      <section data-support="recording">
        <h1>{tell("recording")}</h1>
        <p className="soft">{tell(isHere ? "recordingText" : "elsewhere")}</p>
        <p className="since" role="timer">
          {clock(now - since)}
        </p>
        <div className="two">
          <button className="button primary" data-action="stop" onClick={support.onStop}>
            {tell("stop")}
          </button>
          <button className="button" data-action="throw-away" onClick={support.onThrowAway}>
            {tell("throwAway")}
          </button>
        </div>
      </section>
      <section>
        <h2>{tell("soFar")}</h2>
        {lines.length > 0 ? <StoryLines lines={lines} /> : <p>{tell("nothingYet")}</p>}
      </section>
      <section className="soft">
        <p>{tell("onlyTab")}</p>
      </section>
    </>
  );
}
