/** An app that does everything that the taps should see when the test asks for it, and its own account of it. */
import { RealtimeClient, type RealtimeChannel } from "@supabase/realtime-js";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import useSWR, { mutate, SWRConfig, useSWRConfig, type Key } from "swr";
import useSWRInfinite from "swr/infinite";
import useSWRMutation from "swr/mutation";

interface Job {
  id: string;
  result: { images: { url: string }[] };
}
type Mutate = (...given: unknown[]) => Promise<unknown>;

/** What happened, as the page itself has it: the test holds the taps against it. */
const account: string[] = [];
const tell = (line: string) => void account.push(line);

const query = new URLSearchParams(location.search);
const vsn = query.get("vsn");
const client = new RealtimeClient(`${location.origin.replace("http", "ws")}/realtime/v1`, {
  params: { apikey: "key" },
  heartbeatIntervalMs: 1_000,
  ...(vsn !== null && { vsn }),
});
const channels: Record<string, RealtimeChannel> = {};
const open = (topic: string, config: object = {}) =>
  (channels[topic] = client.channel(topic, { config }));
const told = (topic: string) => (status: string) => tell(`${topic} ${status}`);

let showJob: (job: Job) => void;

const realtime = {
  join() {
    open("fal_jobs:ada")
      .on("broadcast", { event: "INSERT" }, function take({ payload }) {
        tell("took INSERT");
        if (payload.record.requestId === undefined) showJob(payload.record as Job);
      })
      .on("broadcast", { event: "UPDATE" }, function never() {
        tell("took UPDATE");
      })
      .on("broadcast", { event: "throws" }, function raise() {
        throw new Error("from the handler");
      })
      .on("broadcast", { event: "rejects" }, async function reject() {
        await Promise.reject(new Error("from the promise"));
      })
      .subscribe(told("fal_jobs:ada"));
    open("denied").subscribe(told("denied"));
    open("secret", { private: true }).subscribe(told("secret"));
    open("closing").subscribe(told("closing"));
    open("people")
      .on("presence", { event: "sync" }, () => tell("presence"))
      .subscribe(told("people"));
    open("table")
      .on("postgres_changes", { event: "*", schema: "public", table: "rows" }, () => tell("change"))
      .subscribe(told("table"));
  },
  again() {
    try {
      channels["fal_jobs:ada"]?.subscribe(told("again"));
    } catch {
      tell("again threw");
    }
  },
  leave: () => void channels.secret?.unsubscribe(),
};

addEventListener("error", ({ message }) => tell(message));
addEventListener("unhandledrejection", ({ reason }) => tell(String(reason)));

function Queue() {
  const [job, setJob] = useState<Job>();
  useEffect(() => {
    showJob = setJob;
  }, []);
  return job && <Item key={job.id} job={job} />;
}
const Item = ({ job }: { job: Job }) => (
  <li data-job={job.id}>
    {job.result.images.map(({ url }) => (
      <img
        key={url}
        alt=""
        src={`/_next/image?url=${encodeURIComponent(url)}`}
        onLoad={() => tell("picture")}
        onError={() => tell("no picture")}
      />
    ))}
  </li>
);

const load = async (path: string): Promise<unknown> => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return await answer.json();
};
const mutates: Record<string, Mutate> = {};
const keep = (name: string, found: unknown) => {
  mutates[name] = found as Mutate;
};

function Data({ path, name = path }: { path: string; name?: string }) {
  const {
    data,
    error,
    mutate: bound,
  } = useSWR<unknown>(path, load, { keepPreviousData: true, shouldRetryOnError: false });
  keep(`bound ${name}`, bound);
  keep(`config ${name}`, useSWRConfig().mutate);
  const shown = `show ${name} ${error ? String(error) : JSON.stringify(data)}`;
  useEffect(() => tell(shown), [shown]);
  return null;
}
function Pages() {
  const { data, mutate: bound } = useSWRInfinite<unknown>((page) => `/api/page-${page}`, load);
  keep("infinite", bound);
  const shown = `show pages ${JSON.stringify(data)}`;
  useEffect(() => tell(shown), [shown]);
  return null;
}
function Trigger() {
  const found = useSWRMutation(
    "/api/count",
    async () => {
      tell("triggered");
      return { n: "given" };
    },
    { populateCache: true, revalidate: false },
  ) as { trigger: Mutate } | undefined;
  keep("trigger", found?.trigger ?? (async () => {}));
  return null;
}

const swr = {
  show(isOn: boolean) {
    other.render(
      isOn && (
        <>
          {["/api/count", "/api/same", "/api/slow", "/api/fail", "/api/blank"].map((path) => (
            <Data key={path} path={path} />
          ))}
          <Pages />
          <Trigger />
          <SWRConfig value={{ provider: () => new Map() }}>
            <Data path="/api/count" name="own" />
          </SWRConfig>
        </>
      ),
    );
  },
  mutate: (...given: unknown[]) => void (mutate as Mutate)(...given).catch(() => {}),
  /** What JSON cannot carry. */
  blank: () => void mutate("/api/blank", undefined, { revalidate: false }),
  filter: () => void mutate(((key: Key) => key === "/api/count") as never),
  call: (name: string, ...given: unknown[]) => void mutates[name]?.(...given).catch(() => {}),
};

const [main, aside] = [document.createElement("main"), document.createElement("aside")];
document.body.append(main, aside);
createRoot(main).render(<Queue />);
const other = createRoot(aside);
Object.assign(window, { account, realtime, swr });
