import type { CaptureEvent, EventOf } from "../event.ts";
import { insert, lastUntil } from "./facts.ts";
import { Shelf } from "./shelf.ts";

/** What SWR did, by key. */
export class CacheLog {
  readonly mutates = new Shelf<EventOf<"cache.mutate">>();
  /** Those of a fix: no evidence, and what they ask for came by them. */
  readonly injected = new Shelf<EventOf<"cache.mutate">>();
  /** Requests that SWR made, and hooks that it asked to make one. */
  readonly requests = new Shelf<EventOf<"cache.fetch"> | EventOf<"cache.revalidate">>();
  readonly answers = new Shelf<EventOf<"cache.answer">>();
  readonly writes = new Shelf<EventOf<"cache.write">>();
  /** Keys that a hook ever had a refreshInterval for. */
  readonly polled = new Set<string>();
  /** Mounts and unmounts, by document, key and cache. */
  readonly #hooks = new Map<string, Map<string, Map<number, EventOf<"cache.hook">[]>>>();

  /** Takes an event of SWR; gives false for every other kind. */
  take(event: CaptureEvent): boolean {
    switch (event.kind) {
      case "cache.mutate":
        (event.injected ? this.injected : this.mutates).put(event.key, event);
        return true;
      case "cache.hook":
        this.#hook(event);
        if (event.refreshInterval) this.polled.add(event.key);
        return true;
      case "cache.fetch":
      case "cache.revalidate":
        this.requests.put(event.key, event);
        return true;
      case "cache.answer":
        this.answers.put(event.key, event);
        return true;
      case "cache.write":
        this.writes.put(event.key, event);
        return true;
      default:
        return false;
    }
  }

  /** The hooks of a key in one document as they were mounted at `when` (ms), by cache. */
  mounted(doc: string, key: string, when: number): EventOf<"cache.hook">[] {
    return this.#hooksOf(doc, key).flatMap((hooks) => {
      const last = lastUntil(hooks, when);
      return last && last.listeners > 0 ? [last] : [];
    });
  }

  /** Whether any hook of a key was told of in a document by `when` (ms). */
  hadHook(doc: string, key: string, when: number): boolean {
    return this.#hooksOf(doc, key).some((hooks) => lastUntil(hooks, when) !== undefined);
  }

  /** The keys that had a mounted hook in a document at `when` (ms), by name. */
  mountedKeys(doc: string, when: number): string[] {
    const keys = [...(this.#hooks.get(doc)?.keys() ?? [])];
    return keys.filter((key) => this.mounted(doc, key, when).length > 0).toSorted();
  }

  #hook(event: EventOf<"cache.hook">): void {
    let keys = this.#hooks.get(event.doc);
    if (!keys) this.#hooks.set(event.doc, (keys = new Map()));
    let caches = keys.get(event.key);
    if (!caches) keys.set(event.key, (caches = new Map()));
    const hooks = caches.get(event.cache);
    if (hooks) insert(hooks, event);
    else caches.set(event.cache, [event]);
  }

  /** A list for each cache, in their order. */
  #hooksOf(doc: string, key: string): EventOf<"cache.hook">[][] {
    const caches = this.#hooks.get(doc)?.get(key) ?? new Map<number, EventOf<"cache.hook">[]>();
    return [...caches].toSorted(([a], [b]) => a - b).map(([, hooks]) => hooks);
  }
}
