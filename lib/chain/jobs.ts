import type { CaptureEvent } from "../event.ts";
import { insert, isAfter, isPast, within, type Facts, type Seen } from "./facts.ts";
import { Owners } from "./owners.ts";
import type { JobRow } from "./row.ts";
import { Shelf } from "./shelf.ts";

/** What a row tells of its job for good; its status is only that of the moment. */
const LEARNT = [
  "requestId",
  "userId",
  "nodeId",
  "projectId",
  "prompt",
  "error",
  "url",
] as const satisfies (keyof JobRow & keyof Facts)[];

export const seenOf = ({ id, at, doc }: CaptureEvent): Seen => ({ id, at, doc });

/** The facts of every job, by the keys that jobs are known by. It only ever adds. */
export class Jobs {
  readonly byKey = new Map<string, Facts>();
  readonly owners = new Owners();
  /** When the jobs of each node began, by node id. A job that turns out to be older is there twice. */
  readonly #ofNode = new Shelf<{ id: string; at: number }>();
  /** Keys of the jobs whose facts grew since `forget`. */
  touched = new Set<string>();

  /** The job of this key, which is a row's id or that of an action's `fetch.start`; a new one begins with `event`. */
  open(key: string, event: CaptureEvent): Facts {
    let facts = this.byKey.get(key);
    if (!facts) {
      const blank = { inserts: [], updates: [], told: [] };
      facts = { key, jobId: key, flow: "unknown", first: seenOf(event), ...blank };
      this.byKey.set(key, facts);
    }
    if (isAfter(facts.first, event)) {
      facts.first = seenOf(event);
      this.place(facts);
    }
    this.touched.add(key);
    return facts;
  }

  /** Keeps in mind which node a job is for. */
  place({ key, nodeId, first }: Facts): void {
    if (nodeId !== undefined) this.#ofNode.put(nodeId, { id: key, at: first.at });
  }

  /** What `event` told of the job's row. */
  learn(facts: Facts, event: CaptureEvent, row: Partial<JobRow>): void {
    const told = { id: event.id, at: event.at, doc: event.doc, row };
    const isLatest = facts.told.length === 0 || isAfter(told, facts.told.at(-1)!);
    insert(facts.told, told);
    for (const each of isLatest ? [told] : facts.told) {
      for (const key of LEARNT) if (each.row[key] !== undefined) facts[key] = each.row[key];
    }
    this.place(facts);
    this.owners.learnJob(facts);
  }

  /** An action's call became a job with an id of its own. */
  drop(key: string): void {
    this.byKey.delete(key);
    this.touched.add(key);
  }

  touchUrl(url: string): void {
    for (const owner of this.owners.ofUrl(url)) this.touched.add(owner);
  }

  /** Whether another job had begun for the same node by `until` (ms): then its picture may take the place of this one's. */
  hasNewer({ nodeId, projectId, first }: Facts, until: number): boolean {
    if (nodeId === undefined) return false;
    return within(this.#ofNode.of(nodeId), first.at, until).some(({ id }) => {
      const each = this.byKey.get(id);
      const isSameNode = each?.nodeId === nodeId && each.projectId === projectId;
      return isSameNode && !isPast(each) && isAfter(each.first, first) && each.first.at <= until;
    });
  }

  /** Whether a picture is that of a job that was begun later. */
  isLater(url: string, { first }: Facts): boolean {
    return this.owners.ofUrl(url).some((key) => {
      const owner = this.byKey.get(key);
      return owner !== undefined && !isPast(owner) && isAfter(owner.first, first);
    });
  }

  forget(): void {
    this.touched = new Set();
  }
}
