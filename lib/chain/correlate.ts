import type { CaptureEvent, EventOf } from "../event.ts";
import { readChange, type Change } from "../realtime/change.ts";
import { decode, withoutBody, type Message, type Unreadable } from "../realtime/frame.ts";
import { header } from "../realtime/header.ts";
import { CacheLog } from "./cache-log.ts";
import { CompanionLog } from "./companion-log.ts";
import {
  insert,
  type Document,
  type Facts,
  type JobAnswer,
  type RowFrame,
  type UnreadFrame,
} from "./facts.ts";
import { at, list, text } from "./fields.ts";
import { Jobs, seenOf } from "./jobs.ts";
import { prefixOf, topicName } from "./names.ts";
import { Pages } from "./pages.ts";
import { Pictures } from "./pictures.ts";
import type { Profile } from "./profile.ts";
import { Requests } from "./requests.ts";
import { known, readJob } from "./row.ts";
import { Screen } from "./screen.ts";
import { Sequences } from "./sequences.ts";
import { Shelf } from "./shelf.ts";
import { Topics } from "./topics.ts";

/** Frames whose payload nobody asks for. */
const UNREAD = new Set(["presence_diff", "presence"]);

/** The event of a frame, as far as it can be read without its payload. */
const nameOf = ({ held, body }: EventOf<"frame.in" | "frame.out">): string =>
  (held ?? ("text" in body ? header(body.text) : null))?.event ?? "";

/**
 * Events in, facts out: shelves of evidence by the keys that jobs are known by. It only ever adds, and each shelf is sorted
 * by time, so the facts of a log do not depend on the order, the batches or the duplicates in which it came.
 */
export class Correlator {
  readonly profile: Profile;
  readonly jobs = new Jobs();
  readonly pictures = new Pictures(this.jobs);
  readonly pages = new Pages();
  readonly topics = new Topics();
  readonly cache = new CacheLog();
  readonly companion = new CompanionLog();
  readonly screen = new Screen();
  /** By frame id. */
  readonly runs = new Shelf<EventOf<"handler.run">>();
  /** By topic (with its `realtime:` prefix) and document: `<doc> <topic>`. */
  readonly runsOfTopic = new Shelf<EventOf<"handler.run">>();
  /** What arrived and is no frame, by document. */
  readonly unread = new Shelf<UnreadFrame>();
  /** By the id of the run. */
  readonly rejects = new Map<string, EventOf<"handler.reject">>();
  /** The earliest event since `forget`, ms; and whether one of them was about a page and not about a job. */
  from = Infinity;
  /** Documents of which something changed that a notice may be about. */
  readonly stirred = new Set<string>();

  /** When callbacks ran that answered by a promise, ms, by the id of the run. */
  readonly #promised = new Map<string, number>();
  readonly #requests: Requests;
  readonly #sequences = new Sequences();

  constructor(profile: Profile) {
    this.profile = profile;
    this.#requests = new Requests(profile, this.jobs, this.pictures, this.pages, this.stirred);
  }

  /** Takes one event; one whose id was taken before changes nothing and gives false. */
  push(event: CaptureEvent): boolean {
    if (!this.#sequences.isNew(event)) return false;
    if (event.at < this.from) this.from = event.at;
    const page = this.pages.get(event.doc);
    this.pages.place(page, event);
    if (event.kind !== "gap.drop" && event.kind !== "probe.join") {
      page.times[event.seq] = event.at;
      if (page.drops.length > 0) this.pages.gaps -= page.lost.find(event.seq);
    }
    switch (event.kind) {
      case "frame.in":
      case "frame.out":
        this.#frame(event);
        break;
      case "channel.create":
        this.pages.attach(event, "channel");
        insert(this.topics.get(event.doc, event.topic).creates, event);
        this.stirred.add(event.doc);
        break;
      case "channel.bind":
        insert(this.topics.get(event.doc, event.topic).bindings, event);
        this.stirred.add(event.doc);
        break;
      case "channel.subscribe":
        insert(this.topics.get(event.doc, event.topic).subscribes, event);
        this.stirred.add(event.doc);
        break;
      case "channel.unsubscribe":
        insert(this.topics.get(event.doc, event.topic).unsubscribes, event);
        this.stirred.add(event.doc);
        break;
      case "channel.status":
        insert(this.topics.get(event.doc, event.topic).statuses, event);
        this.stirred.add(event.doc);
        break;
      case "handler.run":
        this.runsOfTopic.put(`${event.doc} ${event.topic}`, event);
        if (event.outcome === "promised") this.#promised.set(event.id, event.at);
        if (event.frame) {
          this.runs.put(event.frame, event);
          this.#touch(this.jobs.owners.ofFrame(event.frame));
        }
        break;
      case "handler.reject":
        this.rejects.set(event.run, event);
        // The promise may be rejected long after its job was settled: then it is as if the run came once more.
        this.from = Math.min(this.from, this.#promised.get(event.run) ?? Infinity);
        break;
      case "fetch.start":
        if (this.#requests.started(event)) this.stirred.add(event.doc);
        break;
      case "fetch.end":
      case "fetch.fail":
        this.#requests.ended(event);
        break;
      case "react.commit":
        this.pages.attach(event, "react");
        this.screen.take(event);
        for (const { needle } of event.hits) this.#touchNeedle(needle);
        break;
      case "react.look":
        this.screen.take(event);
        event.needles.forEach((needle) => this.#touchNeedle(needle));
        break;
      case "image.start":
      case "image.load":
      case "image.error":
      case "image.remove":
        this.screen.take(event);
        this.jobs.touchUrl(event.url);
        break;
      case "cache.mutate":
        this.pages.attach(event, "swr");
        this.cache.take(event);
        break;
      case "cache.write":
        this.cache.take(event);
        for (const url of changedUrls(event)) this.jobs.touchUrl(url);
        break;
      case "probe.answer":
        this.#requests.probed(event);
        break;
      case "companion.on":
      case "companion.act":
      case "companion.off":
        this.companion.take(event);
        if (event.kind === "companion.act") this.#touch(event.job);
        break;
      case "probe.join":
        insert(this.topics.get(event.doc, event.topic).probes, event);
        break;
      default:
        if (this.cache.take(event)) {
          if ("key" in event && this.cache.polled.has(event.key)) this.stirred.add(event.doc);
          break;
        }
        if (this.pages.take(event)) this.stirred.add(event.doc);
        if (event.kind === "socket.close") this.topics.socketClosed(event);
    }
    return true;
  }

  /** Starts a new list of what grew. */
  forget(): void {
    this.jobs.forget();
    this.stirred.clear();
    this.from = Infinity;
  }

  document(doc: string): Document {
    return this.pages.get(doc);
  }

  /** The URL of a job's picture: from its own row, or from the node that names its request. */
  urlOf(facts: Facts): string | undefined {
    return facts.url ?? this.jobs.owners.urlOf(facts.requestId);
  }

  /** The answers of the job API to questions about this job. */
  answersOf(facts: Facts): readonly JobAnswer[] {
    return this.jobs.owners.answersOf(facts.requestId);
  }

  /** Was this seen in the tab in which the job is watched? Another tab's frames say nothing of this one's delivery. */
  isOwn(facts: Facts, { doc }: { doc: string }): boolean {
    return (
      doc === facts.first.doc || this.pages.get(doc).tab === this.pages.get(facts.first.doc).tab
    );
  }

  #touch(key: string | undefined): void {
    if (key !== undefined) this.jobs.touched.add(key);
  }

  #touchNeedle(needle: string): void {
    if (this.jobs.byKey.has(needle)) this.jobs.touched.add(needle);
    else this.jobs.touchUrl(needle);
  }

  #frame(event: EventOf<"frame.in"> | EventOf<"frame.out">): void {
    const out = event.kind === "frame.out";
    if (!out && event.injected) return;
    const socket = this.pages.socket(event.doc, event.socket);
    if (!out) socket.heard.add(event.at);
    if (UNREAD.has(nameOf(event))) return;
    // Text tells its serializer itself and binary exists in 2.0.0 only: the same whether socket.create came first or not.
    const message = event.held
      ? withoutBody(event.held)
      : decode(event.body, "2.0.0", out ? "out" : "in");
    if ("error" in message) {
      if (!out) this.#unreadable(event, message);
      return;
    }
    if (out) {
      if (message.event === "heartbeat")
        insert(socket.heartbeats, { ...seenOf(event), ref: message.ref });
      this.stirred.add(event.doc);
      this.topics.sent(event, message);
      return;
    }
    const replayed = message.meta?.replayed === true;
    if (!replayed) this.topics.received(event, message);
    if (message.event !== "broadcast" && message.event !== "postgres_changes") {
      if (message.topic !== "phoenix") this.stirred.add(event.doc);
      return;
    }
    if (!replayed) socket.told.add(event.at);
    socket.largest = Math.max(socket.largest, event.size);
    if (this.topics.wasHeld(event)) this.stirred.add(event.doc);
    const change = readChange(message.payload);
    if (change?.record) this.#change(event, message, change);
  }

  /** What was cut on its way to us the page may have read in full. */
  #unreadable(event: EventOf<"frame.in">, { topic }: Unreadable): void {
    if ("cut" in event.body && event.body.cut) return;
    const { socket, size } = event;
    this.unread.put(event.doc, { ...seenOf(event), socket, size, ...known({ topic }) });
  }

  #change(event: EventOf<"frame.in">, message: Message, change: Change): void {
    const topic = topicName(message.topic);
    const { jobTable, jobTopic } = this.profile;
    const frame = rowFrame(event, message, change, topic);
    if (change.table !== jobTable && !topic.startsWith(prefixOf(jobTopic))) {
      this.pictures.changed(frame, change);
      return;
    }
    const row = readJob(change.record);
    if (!row) return;
    const facts = this.jobs.open(row.id, event);
    this.jobs.learn(facts, event, row);
    this.jobs.owners.learnFrame(event.id, facts.key);
    const { status, url, placed } = row;
    Object.assign(frame, known<Partial<RowFrame>>({ status, url, placed }));
    insert(change.operation === "INSERT" ? facts.inserts : facts.updates, frame);
  }
}

function rowFrame(
  event: EventOf<"frame.in">,
  message: Message,
  change: Change,
  topic: string,
): RowFrame {
  return {
    ...seenOf(event),
    topic,
    operation: change.operation,
    event: text(message.payload, "event") ?? change.operation,
    size: event.size,
    socket: event.socket,
    ...known<Partial<RowFrame>>({
      message: message.meta?.id,
      replayed: message.meta?.replayed === true ? true : undefined,
      table: change.table,
      trigger: text(change.debug, "trigger_name"),
      broadcast: successOf(change),
      serverAt: timeOf(change),
      columns: change.record ? Object.keys(change.record) : undefined,
      errors: list(at(message.payload, "data", "errors")).find((each) => typeof each === "string"),
    }),
  };
}

/** The pictures that the data under a key gained or lost by a write. */
function changedUrls({ held = [], holds = [] }: EventOf<"cache.write">): string[] {
  const isKept = (url: string) => held.includes(url) && holds.includes(url);
  return [...held, ...holds].filter((url) => !isKept(url));
}

function successOf({ debug }: Change): boolean | undefined {
  const success = at(debug, "broadcast_success");
  return typeof success === "boolean" ? success : undefined;
}

/** Server clock, ms: the commit's time, else the row's own newest. */
function timeOf({ committedAt, record }: Change): number | undefined {
  const iso =
    committedAt ??
    text(record, "updated_at") ??
    text(record, "completed_at") ??
    text(record, "created_at");
  const time = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}
