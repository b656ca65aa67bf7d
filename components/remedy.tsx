import type { Check, Fix } from "../lib/chain/job.ts";
import { displayableLine } from "../lib/displayable.ts";
import { CopyTool } from "./copy-button.tsx";
import { useSay, useWords } from "./words.ts";

const markClass = { "+": "add", "-": "del", " ": "same" } as const;

/** What of a fix should stand there afterwards: no marks, no removed lines. */
export const fixedText = ({ lines }: Fix): string =>
  lines
    .filter(({ mark }) => mark !== "-")
    .map(({ text }) => displayableLine(text))
    .join("\n");

interface FixBlockProps {
  fix: Fix;
  /** With a button of its own in its head. */
  copyable?: boolean;
}

/** A change with the real names, as a diff. */
export function FixBlock({ fix, copyable = false }: FixBlockProps) {
  const words = useWords();
  const say = useSay();
  return (
    <div className="code" data-block="fix">
      <header>
        <span className="grow">{say(fix.title)}</span>
        {copyable && <CopyTool text={fixedText(fix)} label={words.copyFix} />}
      </header>
      <pre>
        {fix.lines.map(({ mark, text }, place) => (
          <span key={`${place}${text}`} className={markClass[mark]}>
            {`${mark} ${displayableLine(text)}`}
          </span>
        ))}
      </pre>
    </div>
  );
}

interface CheckBlockProps {
  check: Check;
  /** What stands before it says already that it is a check. */
  bare?: boolean;
}

/** What settles the question, and the lines to run for it. */
export function CheckBlock({ check, bare = false }: CheckBlockProps) {
  const words = useWords();
  const say = useSay();
  const { text } = check;
  const lines = (check.lines ?? []).map((line) => displayableLine(line));
  return (
    <div className="check" data-block="check">
      <p>
        {!bare && <b>{words.check}: </b>}
        {say(text)}
      </p>
      {lines.length > 0 && (
        <div className="code">
          <pre>
            {lines.map((line, place) => (
              <span key={`${place}${line}`} className="same">
                {line}
              </span>
            ))}
          </pre>
          <CopyTool text={lines.join("\n")} label={words.copyCheck} />
        </div>
      )}
    </div>
  );
}

/** What to do about a cause, folded; nothing where nothing is known. */
export function Remedy({ fix, check }: { fix?: Fix | undefined; check?: Check | undefined }) {
  const words = useWords();
  if (!fix && !check) return undefined;
  return (
    <details>
      <summary>{fix && check ? words.fixAndCheck : fix ? words.fix : words.check}</summary>
      {fix && <FixBlock fix={fix} copyable />}
      {check && <CheckBlock check={check} bare={!fix} />}
    </details>
  );
}
