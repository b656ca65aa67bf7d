import type { Job } from "../lib/chain/job.ts";
import type { Profile } from "../lib/chain/profile.ts";
import { displayableLine } from "../lib/displayable.ts";
import { getsOf, joinOf } from "./asks.ts";
import { Icon } from "./icon.tsx";
import type { Prober } from "./use-probes.ts";
import { fill, useWords } from "./words.ts";

interface ProbeButtonsProps {
  job: Job;
  profile: Profile;
  prober: Prober;
  /** Where the page's sockets go: nothing else is joined. */
  hosts: readonly string[];
}

/** Longest label of a button; its title says the rest. */
const MOST_LABEL = 80;

/** The questions that can narrow a job's verdict. Each answer is an event, from which the verdict follows by itself. */
export function ProbeButtons({ job, profile, prober, hosts }: ProbeButtonsProps) {
  const words = useWords();
  const gets = getsOf(job, profile);
  const join = joinOf(job, profile, hosts);
  const state = prober.of(job);
  return (
    <>
      <ProbeButton
        action="probe"
        label={words.probe}
        asking={state.get}
        title={
          "asks" in gets
            ? fill(words.probeTitle, { path: gets.asks.map(({ path }) => path).join(", ") })
            : words[gets.because]
        }
        disabled={"because" in gets}
        onClick={() => prober.get(job)}
      />
      {join && (
        <ProbeButton
          action="join-probe"
          label={
            "asks" in join
              ? displayableLine(fill(words.probeJoin, { host: hosts.join(", ") }), MOST_LABEL)
              : words.probeJoinNowhere
          }
          asking={state.join}
          title={
            "asks" in join
              ? displayableLine(
                  fill(words.probeJoinTitle, { topic: join.asks.topic, host: hosts.join(", ") }),
                )
              : words[join.because]
          }
          disabled={"because" in join}
          onClick={() => prober.join(job, hosts)}
        />
      )}
    </>
  );
}

interface ProbeButtonProps {
  action: "probe" | "join-probe";
  label: string;
  asking: boolean;
  title: string;
  disabled: boolean;
  onClick: () => void;
}

function ProbeButton({ action, label, asking, title, disabled, onClick }: ProbeButtonProps) {
  const words = useWords();
  return (
    <button
      className="button"
      data-action={action}
      title={title}
      aria-busy={asking}
      disabled={disabled || asking}
      onClick={onClick}
    >
      <Icon name="probe" small />
      {asking ? words.asking : label}
    </button>
  );
}
