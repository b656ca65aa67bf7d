import { switchWords } from "../../lib/companion/switch-words.ts";
import { switchOf } from "../../lib/companion/switches.ts";
import type { Job } from "../../lib/chain/job.ts";
import { useSay } from "../words.ts";
import { useTell } from "./say.ts";

/** The names of switches in the language of the panel; of those that there are. */
export function useSwitchNames(): (ids: readonly string[]) => string {
  const say = useSay();
  return (ids) =>
    ids
      .flatMap((id) => {
        const known = switchOf(id);
        return known ? [say(switchWords[known.id].name)] : [];
      })
      .join(", ");
}

/** What the companion had on while a job ran, in a sentence; nothing where it was off. */
export function RanWith({ companion = [] }: Pick<Job, "companion">) {
  const tell = useTell();
  const names = useSwitchNames()(companion);
  if (names === "") return undefined;
  return (
    <p className="soft" data-ran-with={companion.join(" ")}>
      {tell("ranWith", { names })}
    </p>
  );
}

/** The same in the row of the job, as a mark. */
export function RanWithMark({ companion = [] }: Pick<Job, "companion">) {
  const tell = useTell();
  if (companion.length === 0) return undefined;
  return <i className="ran-with" role="img" aria-label={tell("withCompanion")} />;
}
