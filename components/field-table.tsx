import { useEffect, useState } from "react";
import { displayableLine } from "../lib/displayable.ts";
import type { Preview } from "../lib/share/build.ts";
import type { Choice } from "../lib/share/choice.ts";
import { fill, useWords } from "./words.ts";

export type PreviewOf = (choice: Choice, signal: AbortSignal) => Promise<Preview>;

/** Every kind of field that would leave by this choice, with its count and one of its texts. */
export function FieldTable({ choice, previewOf }: { choice: Choice; previewOf: PreviewOf }) {
  const words = useWords();
  const [shown, setShown] = useState<{ choice: Choice; preview: Preview }>();
  useEffect(() => {
    const stop = new AbortController();
    previewOf(choice, stop.signal).then(
      (preview) => !stop.signal.aborted && setShown({ choice, preview }),
      // Only another choice ends it early, and that has its own.
      () => {},
    );
    return () => stop.abort();
  }, [choice, previewOf]);
  const preview = shown?.choice === choice ? shown.preview : undefined;
  return (
    <div className="share-fields" aria-busy={preview === undefined}>
      <p role="status">
        {preview ? fill(words.leaves, { n: preview.kinds.length }) : words.lookingThrough}{" "}
        {Array.from(preview?.replaced ?? [], ([kind, n]) => `${kind}: ${n}`).join(", ")}
      </p>
      <table>
        <thead>
          <tr className="head">
            <th scope="col" className="num">
              {words.count}
            </th>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.sample}</th>
          </tr>
        </thead>
        <tbody>
          {preview?.kinds.map(({ path, count, sample }) => (
            <tr key={path} data-path={path}>
              <td className="num">{count}</td>
              <td>
                <code>
                  {displayableLine(path)
                    .split(/(?<=\.)/)
                    .flatMap((part, place) => [<wbr key={place} />, part])}
                </code>
              </td>
              <td className="clip">{displayableLine(sample)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
