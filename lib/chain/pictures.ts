import type { EventOf } from "../event.ts";
import type { Change } from "../realtime/change.ts";
import { isAfter, type Lost, type ProjectAnswer, type RowFrame, type Save } from "./facts.ts";
import { parse, text } from "./fields.ts";
import { seenOf, type Jobs } from "./jobs.ts";
import { urlKey } from "./names.ts";
import { hasNode, hasNodes, readPlaced } from "./row.ts";
import { Shelf } from "./shelf.ts";

type Start = EventOf<"fetch.start">;
type End = EventOf<"fetch.end"> | EventOf<"fetch.fail">;

const FRAMES_KEPT = 100;

/** The pictures of projects: the frames that brought or took them, and what the project API said and was told. */
export class Pictures {
  /** The first frame of each document that held a picture, by URL key. */
  readonly placed = new Shelf<RowFrame>();
  /** The last frames of each topic, by `<doc> <topic>`. At most `FRAMES_KEPT`. */
  readonly frames = new Shelf<RowFrame>();
  /** The frames after which a picture was gone, by URL key. */
  readonly lost = new Shelf<Lost>();
  /** The first frame of each picture of a node, by project topic and node id. */
  readonly ofNode = new Shelf<RowFrame & { picture: string }>();
  /** What the project API said to the app, by project id. */
  readonly answers = new Shelf<ProjectAnswer>();
  /** What it said to a person's question. */
  readonly probes = new Shelf<ProjectAnswer>();
  readonly saves = new Shelf<Save>();
  /** The last frame that brought a picture, by URL key: one that was lost may come back. */
  readonly brought = new Map<string, RowFrame>();
  /** First answer to the app that held a picture, by URL key. */
  readonly holders = new Map<string, ProjectAnswer>();
  /** The newest row of each topic by its own time, and the pictures that its frame brought. */
  readonly #newest = new Map<string, { at: number; urls: readonly string[] }>();
  readonly #firstOfNode = new Map<string, RowFrame & { picture: string }>();
  readonly #jobs: Jobs;

  constructor(jobs: Jobs) {
    this.#jobs = jobs;
  }

  /** A frame with a project's row. */
  changed(frame: RowFrame, { record, oldRecord }: Change): void {
    const before = readPlaced(oldRecord);
    const after = readPlaced(record);
    const held = new Set(before.map(({ url }) => urlKey(url)));
    // What was sent long ago undoes nothing that came since.
    if (!frame.replayed) {
      const brought = after.flatMap(({ url }) => (held.has(urlKey(url)) ? [] : [url]));
      this.#keep(frame, brought);
    }
    const holds = new Set(after.map(({ url }) => urlKey(url)));
    for (const { url, nodeId, requestId } of after) {
      const key = urlKey(url);
      if (held.has(key)) continue;
      if (nodeId !== undefined) this.#filled(`${frame.topic} ${nodeId}`, frame, key);
      this.#jobs.owners.learnPicture(frame, url, requestId);
      const last = this.brought.get(key);
      if (!last || isAfter(frame, last)) this.brought.set(key, frame);
      const isFirst = this.#isFirst(key, frame);
      if (isFirst) this.placed.put(key, frame);
      // A frame that brings it once more changes nothing, unless it was lost meanwhile.
      if (isFirst || this.lost.has(key)) this.#jobs.touchUrl(url);
    }
    for (const { url, nodeId } of frame.replayed ? [] : before) {
      if (holds.has(urlKey(url))) continue;
      const by = after.find((each) => each.nodeId === nodeId)?.url;
      const removed = !hasNode(record, nodeId);
      this.lost.put(urlKey(url), { ...frame, removed, ...(by !== undefined && { by }) });
      this.#jobs.touchUrl(url);
    }
  }

  /** An answer of the project API; `probed` when a person asked for it. */
  answered(
    project: string,
    start: { at: number },
    event: EventOf<"fetch.end"> | EventOf<"probe.answer">,
  ): void {
    const probed = event.kind === "probe.answer";
    const row = event.body ? parse(event.body) : undefined;
    const placed = readPlaced(row);
    const updatedAt = Date.parse(
      text(row, "updated_at") ?? text(row, "project", "updated_at") ?? "",
    );
    const answer: ProjectAnswer = {
      ...seenOf(event),
      startedAt: start.at,
      status: event.status,
      urls: new Set(placed.map((each) => urlKey(each.url))),
      headers: (!probed && event.headers) || {},
      size: (event.body?.length ?? 0) + ((!probed && event.cut) || 0),
      cached: !probed && event.cached === true,
      ...(!Number.isNaN(updatedAt) && { updatedAt }),
    };
    (probed ? this.probes : this.answers).put(project, answer);
    for (const { url, requestId } of placed) {
      const before = this.holders.get(urlKey(url));
      this.#jobs.owners.learnPicture(answer, url, requestId);
      if (this.lost.has(urlKey(url))) this.#jobs.touchUrl(url);
      if (before && !isAfter(before, answer)) continue;
      if (!probed) this.holders.set(urlKey(url), answer);
      this.#jobs.touchUrl(url);
    }
  }

  /** A write to the project API, with or without its end. */
  saved(project: string, start: Start, end: End | undefined): void {
    const save = this.saves.of(project).find(({ id }) => id === start.id);
    if (save) {
      if (end) save.end = end;
      return;
    }
    const row = start.body !== undefined && !start.cut ? parse(start.body) : undefined;
    const placed = hasNodes(row) ? readPlaced(row) : undefined;
    this.saves.put(project, {
      ...seenOf(start),
      method: start.method,
      ...(placed && { urls: new Set(placed.map(({ url }) => urlKey(url))) }),
      ...(end && { end }),
    });
  }

  /** A node has a picture; the first frame that says so counts. */
  #filled(node: string, frame: RowFrame, picture: string): void {
    const name = `${node} ${picture}`;
    const before = this.#firstOfNode.get(name);
    if (before && !isAfter(before, frame)) return;
    const first = { ...frame, picture };
    this.#firstOfNode.set(name, first);
    if (before) {
      const others = this.ofNode.of(node).filter((each) => each !== before);
      this.ofNode.set(node, others);
    }
    this.ofNode.put(node, first);
  }

  /** A frame that is older than one before it may undo what that one brought. */
  #keep(frame: RowFrame, urls: readonly string[]): void {
    const key = `${frame.doc} ${frame.topic}`;
    this.frames.put(key, frame, FRAMES_KEPT);
    const newest = this.#newest.get(key);
    if (frame.serverAt === undefined) return;
    if (!newest || frame.serverAt > newest.at) this.#newest.set(key, { at: frame.serverAt, urls });
    else if (frame.serverAt < newest.at) for (const url of newest.urls) this.#jobs.touchUrl(url);
  }

  /** Of the frames that hold a picture the first of each document counts; the others would only fill the memory. */
  #isFirst(key: string, frame: RowFrame): boolean {
    return !this.placed.of(key).some((each) => each.doc === frame.doc && isAfter(frame, each));
  }
}
