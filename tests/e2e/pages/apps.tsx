/** One copy of the libraries, with a call for each thing that an app may do with them. A page may load it twice. */
import { createClient, type RealtimeChannel, type SupabaseClient } from "@supabase/supabase-js";
import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import useSWR, { mutate, SWRConfig, useSWRConfig } from "swr";
import useSWRInfinite from "swr/infinite";
import useSWRMutation from "swr/mutation";

const name = document.currentScript?.dataset["copy"] ?? "one";
const load = async (path: string) => await (await fetch(path)).text();
const clients: SupabaseClient[] = [];
const channels = new Map<string, RealtimeChannel>();

const show = (node: ReactNode) => {
  const root = createRoot(document.body.appendChild(document.createElement("main")));
  root.render(node);
  return root;
};

const app = {
  clients,
  mutate,
  /** A client of its own; gives its number. */
  connect: (base: string = location.origin) =>
    clients.push(createClient(`${base}/supabase`, "key")) - 1,
  listen(client: number, topic: string, config: object = {}) {
    const channel = clients[client]!.channel(topic, { config });
    channels.set(`${client} ${topic}`, channel);
    channel.on("broadcast", { event: "*" }, function handleBroadcast() {});
    channel.on("presence", { event: "sync" }, function handleSync() {});
    channel.on("presence", { event: "join" }, function handleJoin() {});
    const filter = { event: "*", schema: "public", table: "fal_jobs" } as const;
    channel.on("postgres_changes", filter, function handleChange() {});
    channel.subscribe(() => {});
  },
  leave: async (client: number, topic: string) =>
    await clients[client]!.removeChannel(channels.get(`${client} ${topic}`)!),
  track: async (client: number, topic: string) =>
    await channels.get(`${client} ${topic}`)!.track({ user: "ada" }),
  httpSend: async (client: number, topic: string) =>
    await clients[client]!.channel(topic).httpSend("ping", { by: "http" }),
  sendUnjoined: async (client: number, topic: string) =>
    await clients[client]!.channel(topic).send({ type: "broadcast", event: "ping", payload: {} }),

  /** A hook in the default cache, and one for the same key in a cache of its own. */
  twoCaches(key: string) {
    function Hook({ id }: { id: string }) {
      const { mutate: bound } = useSWR(key, load);
      const { mutate: scoped } = useSWRConfig();
      Object.assign(app, { [id]: { bound, scoped } });
      return null;
    }
    const provider = () => new Map();
    show([
      <Hook key="outer" id="outer" />,
      <SWRConfig key="inner" value={{ provider }}>
        <Hook id="inner" />
      </SWRConfig>,
    ]);
  },
  infinite() {
    function List() {
      const list = useSWRInfinite((page) => `/api/list?page=${page}`, load);
      Object.assign(app, { list: { setSize: list.setSize, mutate: list.mutate } });
      return null;
    }
    show(<List />);
  },
  mutation() {
    function Save() {
      useSWR("/api/saved", load);
      const { trigger } = useSWRMutation("/api/saved", load);
      Object.assign(app, { trigger });
      return null;
    }
    show(<Save />);
  },
  strict(key: string) {
    function Hook() {
      useSWR(key, load);
      return null;
    }
    const root = show(
      <StrictMode>
        <Hook />
      </StrictMode>,
    );
    Object.assign(app, { unmount: () => root.unmount() });
  },
};
Object.assign(window, { [name]: app });
