/** Frames that came and that nobody can read. */
import { PROJECT_TOPIC, type Page } from "./build.ts";
import { between, broken, complete, fires, one, silent, type Case, type Script } from "./case.ts";
import { arrived, created, finished, hops, ready } from "./play.ts";

/** What came of a frame on a socket; `cut` is what the tap left out of it. */
const came = (page: Page, text: string, { socket = 1, cut = 0 } = {}) =>
  page.say(300, {
    kind: "frame.in",
    socket,
    size: text.length,
    body: { text, ...(cut > 0 && { cut }) },
  });

const start = (topic: string) => `[null,null,"realtime:${topic}","broadcast",{"type":"bro`;

/** The project's frame is the one that is missing. */
const unsaved =
  (rest: Script): Script =>
  (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
    rest(page, job);
  };

export const unreadRules: Record<string, Case> = {
  "R72 the project's frame ends too early": fires(
    "R72",
    one(
      broken("U9", "R72"),
      unsaved((page) => void came(page, start(PROJECT_TOPIC))),
    ),
  ),
  "R72 it came before the queue had rendered the job": fires(
    "R72",
    one(broken("U9", "R72"), (page, job) => {
      ready(page);
      hops.action(page, job);
      hops.insertHandled(page, hops.inserted(page, job));
      finished(page, job);
      came(page, start(PROJECT_TOPIC));
      hops.queued(page, job);
    }),
  ),
  "R72 a frame of which nothing is left is a possibility": fires(
    "R72",
    one(
      between("U7", "U9"),
      unsaved((page) => void came(page, "")),
    ),
  ),
  "R72 look-alike: a whole one follows": silent(
    "R72",
    one(
      complete,
      unsaved((page, job) => {
        came(page, start(PROJECT_TOPIC));
        arrived(page, [job]);
      }),
    ),
  ),
  "R72 look-alike: it was of another topic": silent(
    "R72",
    one(
      between("U7", "U9"),
      unsaved((page) => void came(page, start("room:1"))),
    ),
  ),
  "R72 look-alike: another socket's": silent(
    "R72",
    one(
      between("U7", "U9"),
      unsaved((page) => void came(page, "", { socket: 2 })),
    ),
  ),
  "R72 look-alike: only the tap has cut it": silent(
    "R72",
    one(
      between("U7", "U9"),
      unsaved((page) => void came(page, start(PROJECT_TOPIC), { cut: 900 })),
    ),
  ),
};
