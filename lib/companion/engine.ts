/**
 * The companion in one document: the switches that are on, for a time, until something ends it. Every way back is kept, and
 * in the end what was replaced is compared with what it was.
 */
import type { CompanionCommand, Mark, Seams } from "../capture/seams.ts";
import type { CompanionEnd, SwitchedOn } from "../event.ts";
import { createBar, type Bar } from "./bar.ts";
import { openGates } from "./gates.ts";
import { Ledger } from "./ledger.ts";
import type { Hooks, Rig, Start } from "./rig.ts";
import { starts } from "./starts.ts";
import { isSwitchedOn, MINUTES, paramsOf, switchOf, type SwitchId } from "./switches.ts";

/** A switch that is on. */
interface Running {
  id: string;
  /** As given: the same again changes nothing. */
  text: string;
  mark: Mark;
  /** When it began, counted. */
  order: number;
  hooks: Hooks;
  stop: () => void;
}

/** Takes what the taps hand over, and does what the panel says until it has gone. */
export function runCompanion(seams: Seams): void {
  const { page, clock, gates, say } = seams;
  const ledger = new Ledger();
  const marks = new WeakMap<object, Mark>();
  let running: Running[] = [];
  let count = 0;
  let bar: Bar | undefined;
  let stopTimer = () => {};
  let stopListening = () => {};
  let language: Rig["language"] = "en";

  const later = (ms: number, work: () => void) => {
    const timer = clock.setTimeout(() => guard(work), ms);
    return () => clock.clearTimeout(timer);
  };

  /** What one of ours raises ends all of it: the page is not to suffer for it. */
  const guard = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      say({ kind: "companion.act", switch: "", what: "failed", detail: String(error) });
      end("error");
      return undefined;
    }
  };

  const rigOf = (id: string, mark: Mark, waysBack: (() => void)[]): Rig => {
    let isOn = true;
    const undo = (wayBack: () => void) => void waysBack.push(wayBack);
    undo(() => (isOn = false));
    return {
      seams,
      mark,
      language,
      undo,
      isOn: () => isOn,
      act: (what, about) =>
        void (isOn && say({ kind: "companion.act", switch: id, what, ...about })),
      later(ms, work) {
        const cancel = later(ms, () => isOn && work());
        undo(cancel);
        return cancel;
      },
      replace: (target, name, make) => undo(ledger.replace(target, name, make)),
      deliver(socket, data) {
        if (!isOn) return;
        const { origin } = new URL(socket.url);
        const event = new MessageEvent("message", { data, origin });
        marks.set(event, mark);
        socket.dispatchEvent(event);
      },
      dispatch(target, event) {
        if (!isOn) return;
        marks.set(event, mark);
        target.dispatchEvent(event);
      },
      own(made) {
        marks.set(made, mark);
        return made;
      },
      note: (text) => bar?.note(id, text),
      run(work) {
        // A rejection that nobody handles would be the page's.
        work.catch((error: unknown) => {
          const detail = String(error);
          if (isOn) say({ kind: "companion.act", switch: id, what: "gave up", detail });
        });
      },
    };
  };

  const open = () => {
    const hooks = running.map(({ hooks: own, mark }) => ({ ...own, mark }));
    openGates({ gates, marks, hooks, guard });
  };

  const start = ({ id, params }: SwitchedOn): void => {
    const mark = isFault({ id }) ? "rehearsed" : "injected";
    const waysBack: (() => void)[] = [];
    const stop = () => {
      for (const wayBack of waysBack.splice(0).toReversed()) wayBack();
    };
    // There before it begins: what it has replaced until it raises is given back too.
    const one: Running = {
      id,
      text: JSON.stringify(params),
      mark,
      order: count++,
      hooks: {},
      stop,
    };
    running.push(one);
    const begin: Start = starts[id as SwitchId];
    one.hooks = begin(rigOf(id, mark, waysBack), paramsOf({ id, params }));
    open();
  };

  const end = (reason: CompanionEnd) => {
    if (running.length === 0) return;
    // The last one first: what it has found is what another had put there.
    const stops = running.toSorted((a, b) => b.order - a.order).map(({ stop }) => stop);
    running = [];
    open();
    stopTimer();
    stopListening();
    const left: string[] = [];
    for (const stop of stops) {
      try {
        stop();
      } catch (error) {
        left.push(String(error));
      }
    }
    delete gates.marks;
    bar?.remove();
    if (bar?.isThere()) left.push("bar");
    bar = undefined;
    left.push(...ledger.settle(), ...Object.keys(gates));
    say({
      kind: "companion.off",
      reason,
      restored: left.length === 0,
      ...(left.length > 0 && { left }),
    });
  };

  const set = ({ on, minutes, language: given }: CompanionCommand) => {
    if (!isSwitchedOn(on)) return;
    language = /^pt\b/i.test(given) ? "pt-BR" : "en";
    const wasOn = running.length > 0;
    const stays = (each: Running) =>
      on.some(({ id, params }) => id === each.id && JSON.stringify(params) === each.text);
    for (const each of running.filter((one) => !stays(one))) guard(each.stop);
    const kept = running.filter(stays);
    if (on.length === 0) return end("switch");
    bar ??= createBar(page, () => end("key"));
    bar.show(language, on);
    // What is left of a time that began before a reload may be less than a minute.
    const time = Math.min(MINUTES.max, minutes) * 60_000;
    stopTimer();
    stopTimer = later(time, () => end("time"));
    if (!wasOn) stopListening = listenForKey(page, end);
    const ends = page.performance.timeOrigin + clock.now() + time;
    say({ kind: "companion.on", on, ends });
    running = kept;
    open();
    // Fixes first: a fault may do what it does at once.
    const fresh = on
      .filter(({ id }) => !kept.some((one) => one.id === id))
      .toSorted((a, b) => Number(isFault(a)) - Number(isFault(b)));
    for (const each of fresh) start(each);
    running.sort((a, b) => rank(on, a) - rank(on, b));
    open();
  };

  seams.onCommand((command) => {
    if (typeof command === "string") end(command);
    else guard(() => set(command));
  });
}

const isFault = ({ id }: Pick<SwitchedOn, "id">) => switchOf(id)?.kind === "fault";

/** Faults first, as they are nearer to the network; otherwise as they were given. */
const rank = (on: readonly SwitchedOn[], { id, mark }: Running) =>
  on.findIndex((each) => each.id === id) + (mark === "rehearsed" ? 0 : on.length);

/** The key that ends it, whatever the page does with it. */
function listenForKey(page: Window, end: (reason: CompanionEnd) => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    const isKey = event.ctrlKey && event.shiftKey && event.code === "KeyH";
    if (event.isTrusted && isKey) end("key");
  };
  page.addEventListener("keydown", onKey, true);
  return () => page.removeEventListener("keydown", onKey, true);
}
