import { useState } from "react";
import type { Confidence, Fix, Job, Status, VerdictKind } from "../lib/chain/job.ts";
import { copyText } from "./copy.ts";
import { verdictStep } from "./filter.ts";
import { timeOfDay } from "./format.ts";
import { Icon } from "./icon.tsx";
import { Slot } from "./slot.tsx";
import { useWords } from "./words.ts";

const blocks: Record<Confidence, number> = { hypothesis: 1, strong: 2, proof: 3 };

/** The mark of a verdict whose step says nothing of its own. */
const marks: Record<VerdictKind, Status> = {
  complete: "observed",
  running: "waiting",
  broken: "missing",
  rescued: "missing",
  cancelled: "unknown",
};

interface VerdictProps {
  job: Job;
  event: string | undefined;
  onEvent: (id: string) => void;
}

/** What happened to the job, why that is certain, and what to change. */
export function VerdictBlock({ job, event, onEvent }: VerdictProps) {
  const words = useWords();
  const { verdict } = job;
  return (
    <article className="verdict" data-verdict={verdict.kind} data-rule={verdict.rule}>
      <div className="verdict-top">
        <Slot status={verdictStep(job)?.status ?? marks[verdict.kind]} large />
        <h2>{verdict.title}</h2>
        <span className="grow" />
        {verdict.confidence && <Sure confidence={verdict.confidence} />}
        <span className="soft when">{timeOfDay(job.startedAt)}</span>
      </div>
      <p className="sentence">{verdict.sentence}</p>
      {verdict.evidence.length > 0 && (
        <div className="because">
          <span>{words.evidence}:</span>
          {verdict.evidence.map((proof) => (
            <button
              key={proof.event + proof.label}
              className={proof.event === event ? "chip on" : "chip"}
              data-event={proof.event}
              onClick={() => onEvent(proof.event)}
            >
              {proof.label}
            </button>
          ))}
        </div>
      )}
      {verdict.fix && <FixBlock key={job.id} fix={verdict.fix} />}
      {verdict.blind && (
        <p className="unseen">
          <Icon name="eyeoff" small />
          <span>
            <b>{words.blind}</b> {verdict.blind}
          </span>
        </p>
      )}
    </article>
  );
}

function Sure({ confidence }: { confidence: Confidence }) {
  const words = useWords();
  return (
    <span className="sure" data-confidence={confidence}>
      <svg width="20" height="10" aria-hidden="true">
        {[0, 1, 2].map((block) => (
          <rect
            key={block}
            className={block < blocks[confidence] ? "sure-on" : "sure-off"}
            x={block * 7}
            width="5"
            height="10"
            rx="1"
          />
        ))}
      </svg>
      <b>{words[confidence]}</b>
    </span>
  );
}

const markClass = { "+": "add", "-": "del", " ": "same" } as const;

function FixBlock({ fix }: { fix: Fix }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    // What is copied is what should stand there afterwards: no marks, no removed lines.
    const text = fix.lines.filter(({ mark }) => mark !== "-").map((line) => line.text);
    copyText(text.join("\n"));
    setCopied(true);
  };
  return (
    <>
      <div className="code">
        <header>{fix.title}</header>
        <pre>
          {fix.lines.map(({ mark, text }, place) => (
            <span key={`${place}${text}`} className={markClass[mark]}>
              {`${mark} ${text}`}
            </span>
          ))}
        </pre>
      </div>
      <div className="actions">
        <button className="button primary" onClick={copy}>
          <Icon name={copied ? "check" : "copy"} small />
          {copied ? words.copied : words.copyFix}
        </button>
      </div>
    </>
  );
}
