/**
 * Where the companion, a script of its own, takes hold of what the taps hold. Until a panel asks for it nothing is open, and
 * each place costs one look at a property. It is handed over once, in a synchronous event, after the panel's command.
 */
import type { Command } from "../command.ts";
import type { CompanionEnd, Said } from "../event.ts";
import type { Clock } from "./clock.ts";
import type { CaptureOptions } from "./options.ts";
import type { ReadRequest } from "./request.ts";
import type { RealtimeChannel } from "./channel.ts";
import type { Cache, CacheState, Provider } from "./cache.ts";
import { push } from "./list.ts";
import { attempt, Map, Reflect, WeakRef } from "./natives.ts";
import { listen, type Page } from "./tap.ts";

/** Who made something: a fix, or a fault. */
export type Mark = "injected" | "rehearsed";

type Call = (...args: unknown[]) => unknown;

/** What stands in the way while the companion is on. Each may be missing; what one raises is as if it were. */
export interface Gates {
  /** A message or close of a Phoenix socket, before anybody hears of it: true when the taps are not to tell it. */
  receive?: (socket: WebSocket, event: Event) => boolean;
  /** A frame before it leaves: what leaves in its place, `data` undefined for nothing. */
  send?: (socket: WebSocket, data: unknown) => { data: unknown; mark: Mark } | undefined;
  /** A Phoenix socket was made. */
  connect?: (socket: WebSocket) => void;
  /** Stands for a call that `fetch` is about to make; `go` makes it. */
  call?: (request: ReadRequest, go: () => Promise<Response>) => Promise<Response> | undefined;
  /** Before a handler runs with a message. What it throws the handler throws. */
  run?: (topic: string, message: unknown) => void;
  /** A call of `mutate`, and whether it blanks: who swallows it, if anybody does. */
  mutate?: (key: string, blanks: boolean) => Mark | undefined;
  /** Events of ours, which are told although no browser made them; answers and errors of ours. */
  marks?: Pick<WeakMap<object, Mark>, "get">;
  /** Who calls, while it does. */
  mark?: Mark;
}

/** A cache of SWR, and its own `mutate`. */
interface OpenCache {
  cache: Cache;
  provider: Provider;
  mutate: Call;
}

export type CompanionCommand = Extract<Command, { kind: "companion.set" }>;
type Told = Extract<Said, { kind: `companion.${string}` }>;

type Ended = Extract<CompanionEnd, "panel" | "navigation">;
type Run = (command: CompanionCommand | Ended) => void;

/** What is handed over. */
export interface Seams {
  page: Page;
  clock: Clock;
  options: CaptureOptions;
  gates: Gates;
  /** The browser's own: what is asked by it is none of the app's. */
  fetch: typeof fetch;
  /** The open Phoenix sockets and their numbers. */
  sockets: ReadonlyMap<WebSocket, number>;
  channels: ReadonlyMap<string, WeakRef<RealtimeChannel>>;
  caches: () => OpenCache[];
  /** Only that the companion did something: no other kind of event. */
  say: (said: Told) => void;
  /** Gives the newest command, now and each time, or why there is none any more. */
  onCommand: (run: Run) => void;
}

/** Inside the taps. */
export interface Seam {
  gates: Gates;
  sockets: Map<WebSocket, number>;
  addCache: (provider: Provider, state: CacheState, cache: Cache) => void;
  /** Returns whether the companion's script has still to be put into the document. */
  set: (command: CompanionCommand) => boolean;
  /** Who gave the command has gone, or the document goes. */
  end: (reason: Ended) => void;
}

/** The mark of something that may be ours, as a field of an event. */
export function markOf(gates: Gates, made: unknown): { [K in Mark]?: true } | undefined {
  const mark = gates.marks?.get(made as object);
  return mark && { [mark]: true };
}

export const HANDOVER = "hopscope:companion";

type Given = Pick<Seams, "page" | "clock" | "options" | "channels" | "fetch"> & {
  say: (said: Said) => void;
};

export function createSeam({ say, ...given }: Given): Seam {
  const { page } = given;
  const gates: Gates = {};
  const sockets = new Map<WebSocket, number>();
  const refs: { provider: WeakRef<Provider>; state: WeakRef<CacheState>; cache: Cache }[] = [];
  const readDetail = Reflect.getOwnPropertyDescriptor(page.CustomEvent.prototype, "detail")?.get;
  let run: Run | undefined;
  let close: (() => void) | undefined;
  let wanted: CompanionCommand | Ended = "panel";

  const seams: Seams = {
    ...given,
    gates,
    sockets,
    caches() {
      const found: OpenCache[] = [];
      for (let index = 0; index < refs.length; index += 1) {
        const { provider, state, cache } = refs[index] ?? {};
        const [there, parts] = [provider?.deref(), state?.deref()];
        if (there && parts && cache) push(found, { cache, provider: there, mutate: parts[4] });
      }
      return found;
    },
    say: (said) => void (said.kind.startsWith("companion.") && say(said)),
    onCommand(next) {
      run = next;
      next(wanted);
    },
  };
  const open = () => {
    close = listen<CustomEvent>(
      page,
      HANDOVER,
      (event) => {
        if (!readDetail) return;
        const take = Reflect.apply(readDetail, event, []) as unknown;
        if (typeof take !== "function") return;
        close?.();
        close = undefined;
        // Its own mistakes are its own.
        attempt(() => Reflect.apply(take, undefined, [seams]) as unknown);
      },
      true,
    );
  };
  const tell: Run = (command) => {
    wanted = command;
    if (run) attempt(() => run?.(command));
  };
  return {
    gates,
    sockets,
    addCache(provider, state, cache) {
      push(refs, { provider: new WeakRef(provider), state: new WeakRef(state), cache });
    },
    set(command) {
      tell(command);
      if (run || command.on.length === 0) return false;
      if (!close) open();
      return true;
    },
    end(reason) {
      tell(reason);
      close?.();
      close = undefined;
    },
  };
}
