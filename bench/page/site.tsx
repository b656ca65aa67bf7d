/** What the page of the bench runs: a client as realtime-js is built, realtime-js itself, and a tree of React. */
import { RealtimeClient } from "@supabase/realtime-js";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

interface Change {
  record: { id: string };
}

const variant = new URLSearchParams(location.search).get("variant") ?? "";
const rows = new Map<string, object>();
let received = 0;
let wanted = Infinity;
let resolve = () => {};

/** What an app does with a change: puts the row where it belongs. */
function handle({ payload }: { payload: Change }): void {
  rows.set(payload.record.id, payload.record);
  received += 1;
  if (received >= wanted) resolve();
}

const base = `${location.origin.replace("http", "ws")}/realtime/v1`;
const bindings = new Map([
  ["realtime:room:1", [{ event: "update", callback: handle }]],
  ["realtime:project:p1", [{ event: "update", callback: handle }]],
]);
const socket = new WebSocket(`${base}/websocket?vsn=2.0.0&who=${variant}%20raw`);
// As realtime-js does: the property, not a listener.
Object.assign(socket, {
  onmessage({ data }: MessageEvent<string>) {
    const [, , topic, type, payload] = JSON.parse(data) as [
      null,
      null,
      string,
      string,
      { event: string; payload: Change },
    ];
    if (type !== "broadcast") return;
    for (const { event, callback } of bindings.get(topic) ?? []) {
      if (event === payload.event.toLowerCase()) callback(payload);
    }
  },
});

const client = new RealtimeClient(base, {
  params: { apikey: "key", who: `${variant} realtime-js` },
});
const joined = new Promise<void>((done) => {
  client
    .channel("room:1")
    .on("broadcast", { event: "*" }, (message) => handle({ payload: message.payload as Change }))
    .subscribe((status) => status === "SUBSCRIBED" && done());
});

let setTurn = (_turn: number) => {};
function Tree() {
  const [turn, set] = useState(0);
  useEffect(() => {
    setTurn = set;
  }, []);
  return Array.from({ length: 1_500 }, (_unused, n) => (
    <p key={n}>
      <b>{n === 0 ? turn : n}</b>
    </p>
  ));
}

const bench = {
  ready: Promise.all([joined, new Promise((done) => socket.addEventListener("open", done))]),
  /** Before frames are sent: `handled` resolves when so many more have been handled. */
  expect(count: number): void {
    wanted = received + count;
    bench.handled = new Promise((done) => {
      resolve = done;
    });
  },
  handled: Promise.resolve(),
  /** Gaps between frames of the screen, ms, until all frames have been handled. */
  async pace(): Promise<number[]> {
    const gaps: number[] = [];
    let last: number | undefined;
    let on = true;
    const step = (time: number) => {
      if (last !== undefined) gaps.push(time - last);
      last = time;
      if (on) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    await bench.handled;
    on = false;
    return gaps;
  },
  mount(): void {
    const root = document.getElementById("root");
    if (root) flushSync(() => createRoot(root).render(<Tree />));
  },
  /** The taps wait for the picture in the answer from now on. */
  expectPicture: async () => await (await fetch("/api/projects/p1")).json(),
  commit(count: number): void {
    for (let n = 0; n < count; n += 1) flushSync(() => setTurn(n + 1));
  },
};
export type Bench = typeof bench;
Object.defineProperty(window, "bench", { value: bench });
