/**
 * The ids and URLs that the React and image taps look for. There is nothing to look for most of the time, and then
 * both taps do nothing at all.
 */
import { filter, map, some } from "./list.ts";
import { Array, Set } from "./natives.ts";
import type { Change } from "../realtime/change.ts";
import type { CaptureOptions } from "./options.ts";

/** At most so many are waited for; the oldest goes first. */
const CAPACITY = 200;
/** So many URLs are remembered as having been watched once. */
const MEMORY = 1_000;

type Place = "commit" | "image";

export class Needles {
  /** Not yet seen in a commit. */
  readonly commit = new Set<string>();
  /** URLs whose image has not been seen to load. */
  readonly image = new Set<string>();
  readonly #known = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #expecters = new Set<(needles: string[]) => void>();

  /** A job id: until a commit holds it. Watching it again asks for a new commit. */
  watchJob(id: string): void {
    this.#add("commit", id);
    this.#tell();
  }

  /** URLs of images: until a commit holds each and its image has loaded. Those watched once are left out. */
  watchImages(urls: Iterable<string>): void {
    let added = false;
    for (const url of urls) {
      if (this.#known.has(url)) continue;
      bounded(this.#known, url, MEMORY);
      this.#add("commit", url);
      this.#add("image", url);
      added = true;
    }
    if (added) this.#tell();
  }

  /** These URLs came with an answer: those that no commit has held yet are expected in one soon. */
  answered(urls: string[]): void {
    this.watchImages(urls);
    this.#expect(urls);
  }

  /** An image that had been shown has gone, so it is waited for again. */
  lost(url: string): void {
    this.#add("image", url);
    this.#tell();
  }

  /** What a handler is about to be told. */
  watchChange(change: Change, topic: string, options: CaptureOptions): void {
    const { record, oldRecord } = change;
    if (!record) return;
    const kind = kindOf(change, topic, options);
    if (kind === "job") {
      this.watchImages(readResultUrls(record));
      if (typeof record.id !== "string") return;
      this.watchJob(record.id);
      this.#expect([record.id]);
    } else if (kind === "project") {
      const before = new Set(readNodeUrls(oldRecord));
      this.watchImages(filter(readNodeUrls(record), (url) => !before.has(url)));
    }
  }

  found(place: Place, needle: string): void {
    this[place].delete(needle);
    this.#tell();
  }

  /** `listener` runs after each change of what is looked for. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `expecter` runs when needles were given to the page, so that a commit should hold them soon. */
  onExpect(expecter: (needles: string[]) => void): () => void {
    this.#expecters.add(expecter);
    return () => this.#expecters.delete(expecter);
  }

  #expect(needles: string[]): void {
    const open = filter(needles, (needle) => this.commit.has(needle));
    if (open.length === 0) return;
    for (const expecter of this.#expecters) expecter(open);
  }

  #add(place: Place, needle: string): void {
    if (needle !== "") bounded(this[place], needle, CAPACITY);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Whose row a change is, if it is one of the profile. */
function kindOf(
  { table }: Change,
  topic: string,
  { jobTable, jobTopic, projectTables }: CaptureOptions,
): "job" | "project" | undefined {
  if (table === jobTable || topic.startsWith(`realtime:${jobTopic}`)) return "job";
  return table !== undefined && some(projectTables, (one) => one === table) ? "project" : undefined;
}

function bounded(set: Set<string>, value: string, capacity: number): void {
  set.delete(value);
  set.add(value);
  for (const oldest of set) {
    if (set.size <= capacity) return;
    set.delete(oldest);
  }
}

type Fields = Record<string, unknown>;

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Fields)[name] : undefined;

const strings = (values: unknown[]): string[] =>
  filter(values, (value) => typeof value === "string" && value !== "") as string[];

const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** `result.images[].url` of a job's row. */
const readResultUrls = (job: unknown): string[] =>
  strings(map(list(field(field(job, "result"), "images")), (image) => field(image, "url")));

/** `nodes[].data.generated.url` of a project's row or API answer, under `content` or at the top. */
export const readNodeUrls = (project: unknown): string[] =>
  strings(
    map(list(field(field(project, "content") ?? project, "nodes")), (node) =>
      field(field(field(node, "data"), "generated"), "url"),
    ),
  );
