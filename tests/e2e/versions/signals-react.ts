import type { CaptureEvent } from "../../../lib/event.ts";
import type { Signal } from "./signal.ts";

function holds(needle: string): (events: CaptureEvent[]) => boolean {
  return (events) =>
    events.some(
      (event) => event.kind === "react.commit" && event.hits.some((hit) => hit.needle === needle),
    );
}

export const react: Signal[] = [
  {
    name: "renderer and version",
    seen: { kind: "tap.attach", tap: "react", what: "react-dom", version: /^1[89]\./ },
  },
  { name: "commit holds the job", account: "picture", seen: holds("job-1") },
  {
    name: "commit holds the picture",
    account: "picture",
    seen: holds("https://storage.test/1.png"),
  },
  {
    name: "image begins",
    seen: { kind: "image.start", url: "https://storage.test/1.png", inView: true },
  },
  {
    name: "image shown",
    account: "picture",
    seen: { kind: "image.load", url: "https://storage.test/1.png", width: 1, visible: true },
  },
  {
    name: "image broken",
    account: "no picture",
    seen: { kind: "image.error", url: "https://storage.test/broken.png", status: 404 },
  },
  {
    name: "image removed",
    seen: { kind: "image.remove", url: "https://storage.test/1.png" },
  },
];
