/** An app that notes everything in the order in which it happens: what runs, in which task, and what it is given. */
import { createClient, type RealtimeChannel } from "@supabase/supabase-js";
import { Component, StrictMode, useEffect, useLayoutEffect, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import useSWR, { mutate, useSWRConfig } from "swr";

const trace: string[] = [];
const note = (line: string) => void trace.push(line);
/** Waits until nothing has been noted for as long. */
async function wait(ms: number): Promise<void> {
  const before = trace.length;
  await new Promise((resolve) => setTimeout(resolve, ms));
  if (trace.length > before) await wait(ms);
}

/** Waits until the trace says so, however long the server takes, and for what comes with it. */
async function until(said: (lines: string[]) => boolean): Promise<void> {
  while (!said(trace)) await new Promise((resolve) => setTimeout(resolve, 10));
  await wait(60);
}
const isLoaded = (lines: string[]) =>
  lines.findLast((line) => line.startsWith("project "))?.endsWith("false false") === true;

/** Marks what runs in the same task, and where it ends. */
const mark = (name: string) => {
  note(name);
  queueMicrotask(() => note(`${name}: microtask`));
};

const client = createClient(`${location.origin}/supabase`, "key");
let channel: RealtimeChannel;

const Row = ({ id, status }: { id: string; status: string }) => {
  note(`render ${id} ${status}`);
  console.log("row", id, status);
  useEffect(() => {
    mark(`effect ${id} ${status}`);
    return () => note(`effect of ${id} ${status} ends`);
  }, [id, status]);
  useLayoutEffect(() => mark(`layout ${id} ${status}`), [id, status]);
  return <li data-row={id}>{status}</li>;
};

class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override componentDidCatch(error: Error) {
    note(`caught ${error.message}`);
  }
  override render() {
    return this.state.failed ? <p>failed</p> : this.props.children;
  }
}

/** What the steps use of the components. */
const held: {
  setRows?: (rows: Record<string, string>) => void;
  explode?: (now: boolean) => void;
  bound?: () => Promise<unknown>;
  mutate?: typeof mutate;
} = {};
function Rows() {
  const [rows, set] = useState<Record<string, string>>({});
  const [broken, setBroken] = useState(false);
  Object.assign(held, { setRows: set, explode: setBroken });
  if (broken) throw new Error("in a render");
  return Object.entries(rows).map(([id, status]) => <Row key={id} id={id} status={status} />);
}

let calls = 0;
function Project() {
  const load = async (path: string) => {
    mark(`load ${path}`);
    return (await (await fetch(path)).json()) as object;
  };
  const {
    data,
    error,
    isLoading,
    isValidating,
    mutate: bound,
  } = useSWR(
    () => {
      note("key");
      return "/api/projects/p";
    },
    load,
    { onSuccess: () => note("onSuccess"), onError: () => note("onError") },
  );
  Object.assign(held, { bound, mutate: useSWRConfig().mutate });
  note(`project ${JSON.stringify(data)} ${String(error)} ${isLoading} ${isValidating}`);
  return <p>{JSON.stringify(data)}</p>;
}

const steps: Record<string, () => unknown> = {
  async mount() {
    const root = document.body.appendChild(document.createElement("main"));
    createRoot(root).render(
      <StrictMode>
        <Guard>
          <Rows />
        </Guard>
        <Project />
      </StrictMode>,
    );
    await until(isLoaded);
  },
  async join() {
    await new Promise((resolve) => {
      channel = client
        .channel("fal_jobs:ada")
        .on("broadcast", { event: "*" }, (message) => {
          const { event, payload } = message as unknown as {
            event: string;
            payload: { record?: { id: string; status: string } };
          };
          mark(`message ${event} ${Object.keys(message).join()} ${JSON.stringify(payload)}`);
          const { record } = payload;
          if (record) held.setRows?.({ [record.id]: record.status });
        })
        .on("broadcast", { event: "throws" }, () => {
          throw new RangeError("in a handler");
        })
        .on("broadcast", { event: "rejects" }, async () => {
          await Promise.reject(new RangeError("in a promise"));
        })
        .on("broadcast", { event: "last" }, () => note("the last handler"))
        .subscribe((status, error) => {
          mark(`status ${status} ${String(error)}`);
          resolve(undefined);
        });
    });
  },
  async fetches() {
    const react = (name: string, promise: Promise<unknown>) =>
      void promise.then(
        (value) => mark(`${name} ${String(value)}`),
        (error: unknown) => mark(`${name} ${String(error)}`),
      );
    for (const path of ["/api/projects/p", "/plain"]) {
      await fetch(path).then(async (answer) => {
        mark(`answer ${path}`);
        note(String((await answer.text()).length > 0));
      });
      const control = new AbortController();
      react(`aborted ${path}`, fetch(`${path}?abort`, { signal: control.signal }));
      control.abort();
      mark("after the abort");
      // oxlint-disable-next-line unicorn/no-invalid-fetch-options
      react(`refused ${path}`, fetch(path, { method: "GET", body: "x" }));
      mark("after what is refused");
      await wait(20);
    }
    const action = await fetch(location.pathname, {
      method: "POST",
      headers: { "next-action": "a" },
      body: "[]",
    });
    note(await action.text());
    void fetch("/api/projects/x", { mode: "navigate" });
    await wait(20);
  },
  async timers() {
    setTimeout(() => mark("timer 1"));
    setTimeout(() => mark("timer 2"));
    mark("sync");
    void Promise.resolve()
      .then(() => mark("promise"))
      .then(() => note("promise, then"));
    await wait(20);
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => mark("port"));
    port1.start();
    port2.postMessage(1);
    await wait(20);
    port1.close();
    await new Promise((resolve) =>
      requestAnimationFrame(() => {
        mark("frame");
        requestAnimationFrame(resolve);
      }),
    );
    document.body.addEventListener("click", () => mark("click 1"));
    document.body.addEventListener("click", () => mark("click 2"));
    document.body.click();
    note("clicked");
    await wait(0);
  },
  async swr() {
    for (const run of [
      () => mutate("/api/projects/p"),
      () => mutate("/api/projects/p", { own: 1 }, { revalidate: false }),
      () => mutate("/api/projects/p", undefined),
      () => held.bound?.(),
      () =>
        held.mutate?.((key) => String(key).includes("projects"), { filtered: (calls += 1) }, false),
      () => mutate("/nobody"),
      () =>
        mutate("/api/projects/p", Promise.reject(new Error("of a mutate"))).catch(
          (error: Error) => error.message,
        ),
    ]) {
      mark("mutate");
      note(`mutated ${JSON.stringify(await run())}`);
      await until(isLoaded);
    }
  },
  async react() {
    flushSync(() => held.setRows?.({ a: "1", b: "1" }));
    note("flushed");
    held.setRows?.({ a: "2" });
    note("set");
    await wait(40);
    held.explode?.(true);
    await wait(40);
  },
  async socket() {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/plain`);
    socket.onopen = () => mark("open");
    socket.onclose = ({ code, wasClean }) => mark(`close ${code} ${wasClean}`);
    socket.onmessage = ({ data }) => mark(`socket ${String(data)}`);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    for (let count = 0; count < 20; count += 1)
      socket.send(JSON.stringify(["1", String(count), "t", "e", {}]));
    await until((lines) => lines.some((line) => line.startsWith('socket ["1","19"')));
    socket.dispatchEvent(new MessageEvent("message", { data: "own" }));
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    socket.close(4000);
    await closed;
  },
  globals() {
    const bindings: unknown = Reflect.get(channel, "bindings");
    note(
      JSON.stringify(bindings, (_key, value: unknown) =>
        typeof value === "function" ? [value.name, value.length, String(value)] : value,
      ) ?? "",
    );
    for (const one of [
      mutate,
      held.bound,
      held.mutate,
      channel.on,
      channel.subscribe,
      channel.unsubscribe,
    ]) {
      note([one?.name, one?.length, String(one), Reflect.ownKeys(one ?? {}).map(String)].join());
    }
    note(String(held.mutate === mutate));
    note(
      Object.getOwnPropertyNames(window)
        .filter((name) => /swr|react|devtools/i.test(name))
        .join(),
    );
  },
  async leave() {
    note(await client.removeChannel(channel));
    await wait(60);
  },
  async console() {
    console.log("[REALTIME] line", { a: 1 }, [2]);
    console.warn("warning %s", "with a place");
    console.error(new Error("logged").message);
    console.debug();
    console.table([{ a: 1 }]);
    console.log("Multiple GoTrueClient instances detected");
    setTimeout(() => {
      throw new Error("of a timer");
    });
    void Promise.reject(new Error("of nobody"));
    await wait(30);
  },
};

addEventListener("error", ({ message }) => mark(`error ${message}`));
addEventListener("unhandledrejection", ({ reason }) => mark(`unhandled ${String(reason)}`));
Object.assign(window, { steps, trace, wait });
