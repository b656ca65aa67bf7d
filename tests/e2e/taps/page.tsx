/** The least app that has every hop: two channels, a queue in React state, a project in SWR, an image. */
import { createClient } from "@supabase/supabase-js";
import { Component, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import useSWR, { mutate } from "swr";

interface Job {
  id: string;
  status: string;
}
interface Project {
  content: { nodes: { id: string; data: { generated?: { url: string } } }[] };
}

const claims = btoa(JSON.stringify({ role: "anon", sub: "ada", exp: 4_102_444_800 }));
const client = createClient(`${location.origin}/supabase`, `eyJhbGciOiJIUzI1NiJ9.${claims}.sig`);

function Queue() {
  const [jobs, setJobs] = useState<Job[]>([]);
  useEffect(() => {
    const handleJobUpdate = ({ payload }: { payload: { record?: Job } }) => {
      const { record } = payload;
      if (record) setJobs((before) => [...before.filter(({ id }) => id !== record.id), record]);
    };
    const channel = client
      .channel("fal_jobs:ada", { config: { private: true } })
      .on("broadcast", { event: "INSERT" }, handleJobUpdate)
      .on("broadcast", { event: "UPDATE" }, handleJobUpdate)
      .on("broadcast", { event: "wrong" }, readWrongly)
      .on("broadcast", { event: "throws" }, function raise() {
        throw new Error("from the handler");
      })
      .on("broadcast", { event: "rejects" }, async function reject() {
        await Promise.reject(new Error("from the promise"));
      })
      .subscribe((status) => console.log(`[REALTIME] jobs ${status}`, { status }));
    return () => void client.removeChannel(channel);
  }, []);
  return jobs.map(({ id, status }) => <QueueItem key={id} id={id} status={status} />);
}

/** Reads what `postgres_changes` would have, and a name as TypeScript would have it. */
function readWrongly(message: { new?: object; payload: { record: { requestId?: string } } }) {
  const { record } = message.payload;
  if (message.new || record.requestId !== undefined) throw new Error("never");
  const plain = Object.getPrototypeOf(Object.getPrototypeOf(record)) === null;
  const seen = { plain, after: false, keys: Object.keys(record).join(",") };
  Object.assign(window, { seen });
  queueMicrotask(() => {
    seen.after = Object.getPrototypeOf(record) === Object.prototype;
  });
}

const QueueItem = ({ id, status }: Job) => <li data-job={id}>{status}</li>;

function ImageNode() {
  const key = "/api/projects/p";
  const load = async (path: string) => (await (await fetch(path)).json()) as Project;
  const { data, mutate: bound } = useSWR(key, load);
  useEffect(() => {
    const channel = client
      .channel("project:p", { config: { private: true } })
      .on("broadcast", { event: "UPDATE" }, function handleProjectUpdate() {
        void mutate(key);
      })
      .subscribe(() => {});
    Object.assign(window, { bound });
    return () => void client.removeChannel(channel);
  }, [bound]);
  const url = data?.content.nodes[0]?.data.generated?.url;
  return url === undefined ? null : (
    <img alt="" src={`/_next/image?url=${encodeURIComponent(url)}`} />
  );
}

const generate = async () =>
  await fetch(location.href, {
    method: "POST",
    headers: { accept: "text/x-component", "next-action": "abc" },
    body: JSON.stringify([{ prompt: "a cat", projectId: "p" }]),
  }).then((answer) => answer.text());

/** Keeps what it is given in places that no commit shows. */
function Hoarder() {
  const [hoard] = useState<{ state: object[] }>({ state: [] });
  const ref = useRef<object[]>([]);
  useEffect(() => {
    const channel = client
      .channel("fal_jobs:hoard")
      .on("broadcast", { event: "state" }, ({ payload }) => void hoard.state.push(payload))
      .on("broadcast", { event: "ref" }, ({ payload }) => void ref.current.push(payload))
      .subscribe();
    return () => void client.removeChannel(channel);
  }, [hoard]);
  return <Classic />;
}
class Classic extends Component {
  kept: object[] = [];
  override componentDidMount() {
    client
      .channel("fal_jobs:classic")
      .on("broadcast", { event: "class" }, ({ payload }) => void this.kept.push(payload))
      .subscribe();
  }
  override render() {
    return null;
  }
}

const hooks = {
  list: ["/api/list", "7"],
  unmount() {},
  mountHooks(second: number) {
    const other = createRoot(document.createElement("div"));
    function Listener({ interval }: { interval: number }) {
      useSWR(hooks.list, null, { keepPreviousData: true, refreshInterval: interval });
      return null;
    }
    other.render(<Listener interval={60_000} />);
    setTimeout(() => other.render(<Listener interval={second} />), 50);
    hooks.unmount = () => other.unmount();
  },
  unmountHooks: () => hooks.unmount(),
};

const auth = {
  key: "sb-127-auth-token",
  token: `eyJhbGciOiJIUzI1NiJ9.${btoa(atob(claims).replace("anon", "authenticated"))}.sig`,
  signIn() {
    localStorage.setItem(auth.key, JSON.stringify({ access_token: auth.token }));
    client.channel("signed-in");
  },
  signOut() {
    localStorage.removeItem(auth.key);
    client.channel("signed-out");
  },
  request: async () =>
    await fetch("/rest", { headers: { apikey: "key", authorization: `Bearer ${auth.token}` } }),
  pin() {
    const realtime = createClient(`${location.origin}/supabase`, "key").realtime;
    realtime.accessToken = null;
    realtime.channel("pinned");
    void realtime.setAuth(auth.token);
  },
  /** A channel whose socket waits behind a lock that nobody gives back. */
  stall() {
    void navigator.locks.request(`lock:${auth.key}`, () => new Promise(() => {}));
    const realtime = createClient("http://127.0.0.1:1", "key").realtime;
    realtime.channel("stalled").subscribe();
  },
};

const root = document.createElement("main");
document.body.append(root);
createRoot(root).render([
  <Queue key="queue" />,
  <ImageNode key="image" />,
  <Hoarder key="hoarder" />,
]);
Object.assign(window, { generate, mutate, ...auth, ...hooks });
