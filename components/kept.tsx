import { useEffect, useId, useState } from "react";
import { isRetention, MOST, type Retention } from "../lib/journal/retention.ts";
import { DraftInput } from "./draft-input.tsx";
import { size } from "./format.ts";
import { fill, useWords } from "./words.ts";

/** What is kept on this machine of all tabs, and for how long. */
export interface KeptLook {
  bytes: number;
  events: number;
  retention: Retention;
}

export interface Keeper {
  look(): Promise<KeptLook>;
  set(retention: Retention): Promise<void>;
  deleteAll(): Promise<void>;
}

/** What is kept grows while somebody looks, ms. */
const PACE = 2_000;

/** How much is kept, how long it stays, and the end of all of it. */
export function Kept({ keeper }: { keeper: Keeper }) {
  const words = useWords();
  const about = useId();
  const [look, setLook] = useState<KeptLook>();
  const [problem, setProblem] = useState<string>();
  /** The button was pressed once. */
  const [sure, setSure] = useState(false);
  useEffect(() => {
    let shown = true;
    const read = () =>
      keeper.look().then(
        (next) => shown && setLook(next),
        (error: unknown) => setProblem(String(error)),
      );
    void read();
    const again = setInterval(() => void read(), PACE);
    return () => {
      shown = false;
      clearInterval(again);
    };
  }, [keeper]);
  if (!look) return problem && <p role="alert">{problem}</p>;

  const act = (done: Promise<void>) => {
    done
      .then(async () => setLook(await keeper.look()))
      .catch((error: unknown) => setProblem(String(error)));
  };
  const field = (name: keyof Retention) => (
    <DraftInput
      inputMode="numeric"
      name={name}
      aria-label={words[name]}
      title={words[name]}
      wrongTitle={fill(words.wrongNumber, { most: MOST[name] })}
      value={look.retention[name]}
      isRight={(text) => isRetention(name, Number(text))}
      onTake={(text) => act(keeper.set({ ...look.retention, [name]: Number(text) }))}
    />
  );
  return (
    <section className="kept">
      <h2>{words.kept}</h2>
      <p className="soft">{words.keptText}</p>
      <label>
        {field("minutes")}
        {words.minutes}
      </label>
      <label>
        {field("megabytes")}
        {words.megabytes}
      </label>
      <p id={about} data-kept={look.bytes}>
        {fill(words.keptNow, { size: size(look.bytes), n: look.events })}
      </p>
      <button
        className="link"
        data-action="delete-all"
        aria-describedby={about}
        disabled={look.events === 0}
        onBlur={() => setSure(false)}
        onClick={() => {
          if (sure) act(keeper.deleteAll());
          setSure(!sure);
        }}
      >
        {sure ? words.deleteSure : words.deleteAll}
      </button>
      {problem !== undefined && <p role="alert">{problem}</p>}
    </section>
  );
}
