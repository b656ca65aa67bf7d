/** What the auth client does to a Realtime client: the token it gives, the session it keeps, the lock it holds. */
import { filter, map } from "./list.ts";
import { Map, Object, Proxy, Reflect, Set, URL, WeakMap, WeakSet } from "./natives.ts";
import type { Callback } from "./handler.ts";
import { patch } from "./patch.ts";
import { sessionOfEntry } from "./session.ts";
import { listen, type Context } from "./tap.ts";

/** The part of a RealtimeClient that we read. The fields are as old as versions that have them. */
export interface RealtimeSocket {
  headers?: Record<string, string>;
  endPoint?: string;
  apiKey?: string | null;
  params?: Record<string, unknown>;
  accessToken?: unknown;
  accessTokenValue?: string | null;
  _manuallySetToken?: boolean;
}

/** How long a channel may take from `subscribe()` to its join until locks are looked at, in ms. */
const PATIENCE = 3_000;

/** Watches the clients that channels belong to. */
export function authWatcher(context: Context) {
  const { page, clock, safe, say, undo, session, delivery } = context;
  const patched = new WeakSet<object>();
  const pins = new WeakMap<object, boolean>();
  /** The entries to look at, and whether each held a session. */
  const entries = new Map<string, boolean>();

  const told = (socket: RealtimeSocket, given: unknown) => {
    const withToken = typeof given === "string" && given !== "";
    // A client with a callback goes on asking it, unless its own mark says that the token is there to stay.
    const pinned = socket._manuallySetToken ?? (withToken && !socket.accessToken);
    if (pinned === (pins.get(socket) ?? false) && !(pinned && withToken)) return;
    pins.set(socket, pinned);
    say({ kind: "auth.set", pinned });
  };

  const readStorage = () => {
    for (const [key, had] of entries) {
      const claims = sessionOfEntry(readEntry(page, key));
      entries.set(key, claims !== null);
      const said = claims || had ? session.change(claims, "storage") : undefined;
      if (said) say(said);
    }
  };
  undo(
    listen<StorageEvent>(page, "storage", ({ key }) => {
      if (key === null || entries.has(key)) safe(readStorage);
    }),
  );

  const askForLocks = async (topic: string) => {
    if (!delivery.joining?.delete(topic)) return;
    const { held = [], pending = [] } = await queryLocks(page);
    safe(() => {
      const names = map([...held, ...pending], ({ name }) => name ?? "");
      for (const name of new Set(filter(names, (one) => one.includes("auth-token")))) {
        const count = (locks: LockInfo[]) => filter(locks, (lock) => lock.name === name).length;
        say({ kind: "auth.lock", name, held: count(held) > 0, waiting: count(pending) });
      }
    });
  };

  return {
    /** A channel of this client was made. */
    attach(socket: RealtimeSocket): void {
      const key = storageKey(socket.endPoint);
      if (key !== undefined) {
        entries.set(key, entries.get(key) ?? false);
        readStorage();
      }
      const prototype = Object.getPrototypeOf(socket) as object;
      if (patched.has(prototype) || !("setAuth" in prototype)) return;
      patched.add(prototype);
      undo(
        patch(
          prototype,
          "setAuth",
          (original: Callback) =>
            new Proxy(original, {
              apply(target, self: RealtimeSocket, args: unknown[]) {
                const result = Reflect.apply(target, self, args);
                safe(() => told(self, args[0]));
                return result;
              },
            }),
        ),
      );
    },
    /** A channel is about to join: its `phx_join` should follow. */
    subscribed(topic: string): void {
      (delivery.joining ??= new Set()).add(topic);
      clock.setTimeout(() => void askForLocks(topic), PATIENCE);
    },
    unsubscribed(topic: string): void {
      delivery.joining?.delete(topic);
    },
  };
}

/** The auth client names its entry after the first part of the project's host. */
function storageKey(endPoint: string | undefined): string | undefined {
  if (endPoint === undefined || !URL.canParse(endPoint)) return undefined;
  return `sb-${new URL(endPoint).hostname.split(".")[0] ?? ""}-auth-token`;
}

/** A page may be forbidden to have a storage; then there is nothing in it. */
function readEntry(page: Window, key: string): string | null {
  try {
    return page.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Where locks are not allowed, or not there, none is held. */
async function queryLocks({ navigator }: Window): Promise<LockManagerSnapshot> {
  try {
    return await navigator.locks.query();
  } catch {
    return {};
  }
}
