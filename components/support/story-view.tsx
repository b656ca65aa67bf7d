import type { Story, StoryLine } from "../../lib/support/story.ts";
import { timeOfDay } from "../format.ts";
import { Slot } from "../slot.tsx";
import { CellMark } from "../sync/cell-mark.tsx";
import { useSay } from "../words.ts";

/** What happened, line by line. */
export function StoryLines({ lines }: { lines: readonly StoryLine[] }) {
  const say = useSay();
  return (
    <ol className="story">
      {lines.map(({ at, mark, text }) => (
        <li key={`${at} ${say(text)}`} data-mark={mark}>
          <time>{timeOfDay(at)}</time>
          {mark === "disconnected" ? <CellMark kind={mark} /> : <Slot status={mark} />}
          <span>{say(text)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The story as a whole, with its title. */
export function StoryView({ story }: { story: Story }) {
  const say = useSay();
  return (
    <>
      <h1>{say(story.title)}</h1>
      {story.sentences.length > 0 && <p>{story.sentences.map(say).join(" ")}</p>}
      <p className="soft">{say(story.advice)}</p>
      <StoryLines lines={story.lines} />
    </>
  );
}
