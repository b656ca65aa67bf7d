import { useState } from "react";
import type { SwitchId } from "../../lib/companion/switches.ts";
import type { Job } from "../../lib/chain/job.ts";
import type { Profile } from "../../lib/chain/profile.ts";
import { keptOf, type AppNames, type Flow, type Kept } from "../../lib/trial/keep.ts";
import { topicsOf } from "../asks.ts";
import { CopyButton } from "../copy-button.tsx";
import type { EventIndex } from "../event-index.ts";
import { PlaceLine } from "../place.tsx";
import type { ReadSource } from "../received-pane.tsx";
import { FixBlock, fixedText } from "../remedy.tsx";
import { useSay, useWords } from "../words.ts";
import { useTell } from "./say.ts";

export interface KeepSource {
  profile: Profile;
  index: EventIndex;
  /** Reads a script of the page; absent where nothing can be asked. */
  source: ReadSource | undefined;
}

interface KeepProps extends KeepSource {
  id: SwitchId;
  jobs: readonly Job[];
  /** Jobs with the fix, to look at. */
  tried: readonly Job[];
  onJobs: (jobs: readonly Job[]) => void;
}

const FLOWS: Flow[] = ["v1", "v2"];

/** The code that stays when the switch is off. */
export function Keep({ id, jobs, tried, profile, index, source, onJobs }: KeepProps) {
  const tell = useTell();
  const say = useSay();
  const words = useWords();
  const [chosen, setChosen] = useState<Flow>();
  const seen = jobs.findLast(({ flow }) => flow !== "unknown")?.flow;
  const flow = chosen ?? (seen === "v2" ? "v2" : "v1");
  const kept = keptOf(id, jobs, namesOf(jobs, flow, profile, index));
  const doc = jobs.at(-1)?.doc ?? index.newest() ?? "";
  const all = kept.map(({ fix, place }) => {
    const head = [place?.file, place?.handler, say(fix.title)].filter(Boolean).join(", ");
    return `// ${head}\n${fixedText(fix)}`;
  });
  return (
    <section className="keep">
      <div className="settings-top">
        <h3>{tell("keepIt")}</h3>
        <span className="seg" role="group" aria-label={tell("flow")}>
          {FLOWS.map((name) => (
            <button
              key={name}
              className={name === flow ? "filter on" : "filter"}
              aria-pressed={name === flow}
              onClick={() => setChosen(name)}
            >
              {name}
            </button>
          ))}
        </span>
      </div>
      <p className="soft">{tell("keepText")}</p>
      {kept.map((each) => (
        <Change key={`${flow} ${fixedText(each.fix)}`} kept={each} doc={doc} source={source} />
      ))}
      <div className="actions">
        <CopyButton primary text={all.join("\n\n")} label={words.copyFix} />
        {tried.length > 0 && (
          <button className="button" onClick={() => onJobs(tried)}>
            {tell("compareJobs")}
          </button>
        )}
      </div>
    </section>
  );
}

interface ChangeProps {
  kept: Kept;
  doc: string;
  source: ReadSource | undefined;
}

function Change({ kept: { fix, place }, doc, source }: ChangeProps) {
  return (
    <div className="kept">
      {place && <PlaceLine place={place} source={source && ((url) => source(url, doc))} />}
      <FixBlock fix={fix} copyable />
    </div>
  );
}

/** The app's own names, as far as a job has told them. */
function namesOf(jobs: readonly Job[], flow: Flow, profile: Profile, index: EventIndex): AppNames {
  const known = jobs.findLast(({ userId, projectId }) => userId && projectId) ?? jobs.at(-1);
  const topics = known && topicsOf(known, profile);
  const { projectId } = known ?? {};
  return {
    profile,
    flow,
    jobTopic: topics?.job ?? profile.jobTopic,
    projectTopic: topics?.project ?? profile.projectTopic,
    projectKey:
      projectId === undefined
        ? profile.projectKey
        : profile.projectKey.replace(/\{\w+\}/, () => projectId),
    jobPath: profile.jobPath,
    boundTo: (topic) => index.bindingOf(`realtime:${topic}`),
  };
}
