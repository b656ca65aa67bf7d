/** Installs all taps in a page. */
import { EVENT_VERSION, type CaptureEvent, type Said } from "../event.ts";
import { Bodies } from "./bodies.ts";
import { tapChannel, type RealtimeChannel } from "./channel.ts";
import { clean } from "./clean.ts";
import { readClock } from "./clock.ts";
import { answerCommands, type Line } from "./command.ts";
import { tapConsole } from "./console.ts";
import { createEmitter } from "./emit.ts";
import { tapError } from "./error.ts";
import { tapFetch } from "./fetch.ts";
import { tapImage } from "./image.ts";
import { drain, map, push } from "./list.ts";
import { createMeasures } from "./measures.ts";
import { Meter } from "./meter.ts";
import { attempt, Map, WeakMap } from "./natives.ts";
import { Needles } from "./needles.ts";
import { defaultOptions, type CaptureOptions } from "./options.ts";
import { tapPage } from "./page.ts";
import { patchToString } from "./patch.ts";
import { tapReact } from "./react.ts";
import { messageOf, stackOf } from "./reason.ts";
import { redactUrl } from "./redact.ts";
import { createSeam } from "./seams.ts";
import { Session } from "./session.ts";
import { tapSocket } from "./socket.ts";
import { tapSwr } from "./swr.ts";
import type { Context, Page, Tap } from "./tap.ts";

const taps: Tap[] = [
  tapSocket,
  tapChannel,
  tapFetch,
  tapSwr,
  tapReact,
  tapImage,
  tapConsole,
  tapError,
  tapPage,
];

export interface InstallOptions extends Partial<CaptureOptions> {
  /** Gets the events in batches, in order. */
  sink: (events: CaptureEvent[]) => void;
  /** Where a panel asks. Without one nobody can. */
  line?: Line;
}

const installed = new WeakMap<object, () => void>();

/**
 * Installs the taps and returns what takes them out again. A second call for the same window installs nothing and
 * returns the same. A tap that raises is switched off alone; the page and the other taps do not notice.
 */
export function install(window: Page, { sink, line, ...given }: InstallOptions): () => void {
  const known = installed.get(window);
  if (known) return known;
  const { document, location } = window;
  const late = document.readyState !== "loading" || document.scripts.length > 0;
  const options = { ...defaultOptions, ...given };
  const clock = readClock(window);
  const bodies = new Bodies(options, clock.now);
  const meter = new Meter(clock.now, () => bodies.bytes);
  const emitter = createEmitter(window, sink, meter, line && (() => line.isWatched()));
  const say = (said: Said) => emitter.say(isFrame(said) ? said : clean(said));
  const { fetch } = window;
  const channels = new Map<string, WeakRef<RealtimeChannel>>();
  const shared = {
    page: window,
    clock,
    options,
    bodies,
    meter,
    needles: new Needles(),
    delivery: {},
    session: new Session(),
    channels,
    seam: createSeam({ page: window, clock, options, channels, fetch, say }),
  };
  say({
    kind: "page.start",
    url: redactUrl(location.href),
    title: document.title,
    version: EVENT_VERSION,
    taps: map(taps, (tap) => tap.name),
    late,
    ...(isPrerendering(document) && { prerendered: true }),
  });
  const forgetSource = patchToString(window.Function.prototype);
  const takeOut = () => {
    // Told for each, so that what is not seen from now on is not taken for what did not happen.
    for (const { name } of taps) {
      say({ kind: "tap.error", tap: name, message: "Taken out in the panel", off: true });
    }
    uninstall();
  };
  const measures = createMeasures(window);
  const hangUp = line && answerCommands({ ...shared, say, measures, takeOut }, fetch, line);
  const stops = map(taps, (tap) => run(tap, shared, say));
  const uninstall = () => {
    shared.seam.end("panel");
    measures.clear();
    for (const stop of drain(stops)) stop();
    forgetSource();
    hangUp?.();
    emitter.stop();
    installed.delete(window);
  };
  installed.set(window, uninstall);
  return uninstall;
}

/** Frames are cleaned as they are read, with less effort. */
const isFrame = ({ kind }: Said) => kind === "frame.in" || kind === "frame.out";

/** Chromium makes a page that may be wanted next, and shows it when it is. */
const isPrerendering = (document: Document) => Reflect.get(document, "prerendering") === true;

/** Starts one tap behind its own guard; returns what stops it. */
function run(tap: Tap, shared: Omit<Context, "say" | "safe" | "undo">, say: Context["say"]) {
  let on = true;
  const waysBack: (() => void)[] = [];
  const stop = () => {
    on = false;
    for (const wayBack of drain(waysBack)) {
      try {
        wayBack();
      } catch {
        // One property that cannot be restored must not keep the others from it.
      }
    }
  };
  const safe = <T>(work: () => T): T | undefined => {
    if (!on) return undefined;
    try {
      return work();
    } catch (error) {
      stop();
      const stack = stackOf(error);
      const about = { tap: tap.name, message: messageOf(error), off: true };
      // Whatever broke the tap may have broken more.
      attempt(() => say({ kind: "tap.error", ...about, ...(stack !== undefined && { stack }) }));
      return undefined;
    }
  };
  const undo = (wayBack: () => void) => {
    if (on) push(waysBack, wayBack);
    else wayBack();
  };
  safe(() => tap.start({ ...shared, say, safe, undo }));
  return stop;
}
