import { useId, useState } from "react";
import { fill, useWords } from "./words.ts";

interface TapsOutProps {
  takeOut: () => Promise<void>;
  onReload: (() => void) | undefined;
}

type State = "in" | "leaving" | "out" | { error: string };

/** The kill switch: one button, and what came of it. */
export function TapsOut({ takeOut, onReload }: TapsOutProps) {
  const words = useWords();
  const about = useId();
  const [state, setState] = useState<State>("in");
  const press = () => {
    setState("leaving");
    takeOut().then(
      () => setState("out"),
      (error: unknown) =>
        setState({ error: error instanceof Error ? error.message : String(error) }),
    );
  };
  return (
    <section data-taps={typeof state === "string" ? state : "in"}>
      <h2>{words.taps}</h2>
      {state === "out" ? (
        <p role="status">
          {words.tapsOut}{" "}
          {onReload && (
            <button className="link" onClick={onReload}>
              {words.reloadPage}
            </button>
          )}
        </p>
      ) : (
        <>
          <button
            className="link"
            data-action="take-out"
            aria-describedby={about}
            disabled={state === "leaving"}
            onClick={press}
          >
            {words.takeOut}
          </button>
          <p id={about} className="soft" role={typeof state === "object" ? "alert" : undefined}>
            {typeof state === "object"
              ? fill(words.tapsStay, { message: state.error })
              : words.takeOutText}
          </p>
        </>
      )}
    </section>
  );
}
