import { useState } from "react";
import type { Notice } from "../lib/chain/job.ts";
import { Evidence } from "./chips.tsx";
import { timeOfDay } from "./format.ts";
import { Icon } from "./icon.tsx";
import { Remedy } from "./remedy.tsx";
import { Slot } from "./slot.tsx";
import { fill, useSay, useWords } from "./words.ts";

/** Where the notices begin folded: the ladder has little room. */
const CRAMPED = "(max-width: 700px), (max-height: 480px)";

/** As many as are drawn; their number is told in full. */
const MOST_ROWS = 100;

interface NoticesProps {
  notices: readonly Notice[];
  /** Document of what is shown; notices of another say when they were made. */
  doc: string | undefined;
  onEvent: (id: string) => void;
}

/** What is worth knowing about the page, whatever its jobs did: problems in full, information in a line. */
export function Notices({ notices, doc, onEvent }: NoticesProps) {
  const words = useWords();
  const [open, setOpen] = useState(() => !matchMedia(CRAMPED).matches);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  if (notices.length === 0) return undefined;
  const turn = (id: string) => {
    const next = new Set(turned);
    if (!next.delete(id)) next.add(id);
    setTurned(next);
  };
  return (
    <section className="page-notices" aria-label={words.thisPage}>
      <h2>
        <button className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <b>{words.thisPage}</b>
          <span className="soft">{countOf(notices, words)}</span>
        </button>
      </h2>
      {open && (
        <ul>
          {notices.slice(0, MOST_ROWS).map((notice) => (
            <NoticeRow
              key={notice.id}
              notice={notice}
              time={notice.doc === doc ? undefined : timeOfDay(notice.at)}
              open={(notice.level === "problem") !== turned.has(notice.id)}
              onTurn={() => turn(notice.id)}
              onEvent={onEvent}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface NoticeRowProps {
  notice: Notice;
  time: string | undefined;
  open: boolean;
  onTurn: () => void;
  onEvent: (id: string) => void;
}

function NoticeRow({ notice, time, open, onTurn, onEvent }: NoticeRowProps) {
  const words = useWords();
  const say = useSay();
  const { level, rule, title, sentence, evidence, fix, check } = notice;
  const problem = level === "problem";
  return (
    <li data-notice={rule} data-level={level}>
      <button className="fold" aria-expanded={open} onClick={onTurn}>
        {problem ? <Slot status="late" /> : <Icon name="info" small />}
        <span className="off-screen">{problem ? words.problem : words.information}</span>
        <b className={open ? undefined : "clip"}>{say(title)}</b>
        {!open && <span className="soft clip">{say(sentence)}</span>}
        {time && <span className="soft">{time}</span>}
      </button>
      {open && (
        <div className="notice-body">
          <p>{say(sentence)}</p>
          <div className="why">
            <Evidence chips={evidence} onEvent={onEvent} />
            <Remedy fix={fix} check={check} />
          </div>
        </div>
      )}
    </li>
  );
}

/** "1 problem, 2 notes". */
function countOf(notices: readonly Notice[], words: ReturnType<typeof useWords>): string {
  const problems = notices.filter(({ level }) => level === "problem").length;
  const notes = notices.length - problems;
  return [
    problems > 0 && (problems === 1 ? words.oneProblem : fill(words.manyProblems, { n: problems })),
    notes > 0 && (notes === 1 ? words.oneNote : fill(words.manyNotes, { n: notes })),
  ]
    .filter(Boolean)
    .join(", ");
}
