/** Puts what is on into the places that the taps lend: only what a switch asks for stands in the way. */
import type { Gates, Mark } from "../capture/seams.ts";
import type { Hooks } from "./rig.ts";
import { arrivalOf, fateOf, replacementOf } from "./traffic.ts";

type Active = Hooks & { mark: Mark };

interface Given {
  gates: Gates;
  marks: WeakMap<object, Mark>;
  /** In the order in which they are asked: those nearer to the network first. */
  hooks: readonly Active[];
  /** Runs what may raise, and ends all of it if it does. */
  guard: <T>(work: () => T) => T | undefined;
}

export function openGates({ gates, marks, hooks, guard }: Given): void {
  for (const name of Object.keys(gates)) Reflect.deleteProperty(gates, name);
  // What a switch does at once is told too.
  gates.marks = marks;
  const some = (name: keyof Hooks) => hooks.some((each) => each[name]);
  if (some("arrive") || some("closed")) {
    gates.receive = (socket, event) => {
      const mark = marks.get(event);
      // What a fix hands to the page nobody meets again; what a fault makes the fixes have to cope with.
      if (mark === "injected") return false;
      const asked = mark ? hooks.filter((each) => each.mark === "injected") : hooks;
      return guard(() => receive(asked, socket, event)) === true;
    };
  }
  if (some("depart")) {
    gates.send = (socket, data) => {
      const other = guard(() => replacementOf(hooks, socket, data));
      return other && { data: other.data, mark: other.by.mark };
    };
  }
  if (some("connect")) {
    gates.connect = (socket) => guard(() => hooks.forEach((each) => each.connect?.(socket)));
  }
  if (some("call")) {
    gates.call = (request, go) => {
      // Whatever becomes of ours, the page's call is made once at most.
      const once = onlyOnce(go);
      // The last one is the outermost: the fixes see what the faults made of it.
      const outermost = hooks.reduce<() => Promise<Response>>((next, { call }) => {
        return () => guard(() => call?.(request, next)) ?? next();
      }, once);
      return outermost();
    };
  }
  if (some("run")) gates.run = (topic, message) => hooks.forEach((e) => e.run?.(topic, message));
  if (some("mutate")) {
    gates.mutate = (key, blanks) =>
      guard(() => hooks.find((each) => each.mutate?.(key, blanks) === true)?.mark);
  }
}

/** Whether the taps are not to tell it. Nobody hears of what is stopped here. */
function receive(hooks: readonly Hooks[], socket: WebSocket, event: Event): boolean {
  if (event.type === "close") for (const { closed } of hooks) closed?.(socket);
  if (event.type !== "message") return false;
  const fate = fateOf(hooks, arrivalOf(socket, (event as MessageEvent).data));
  if (fate) event.stopImmediatePropagation();
  return fate === "lost";
}

function onlyOnce<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
