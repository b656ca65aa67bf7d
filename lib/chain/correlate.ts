import type { CaptureEvent, EventOf } from "../event.ts";
import { readChange, type Change } from "../realtime/change.ts";
import { decode, type Message } from "../realtime/frame.ts";
import { Calls } from "./calls.ts";
import { at, parse, text } from "./fields.ts";
import {
  firstFrom,
  insert,
  isAfter,
  type Action,
  type Document,
  type Facts,
  type ProjectAnswer,
  type RowFrame,
  type Seen,
} from "./facts.ts";
import { readAnswer } from "./flight.ts";
import type { Profile } from "./profile.ts";
import { matchPath, pathOf, prefixOf, urlKey } from "./names.ts";
import { Owners } from "./owners.ts";
import { known, readArguments, readJob, readPlaced, type JobRow } from "./row.ts";
import { Shelf } from "./shelf.ts";
import { Topics } from "./topics.ts";

/** Keys of the jobs whose facts grew, and the earliest of the events (ms). */
interface Touched {
  jobs: Set<string>;
  from: number;
}

const untouched = (): Touched => ({ jobs: new Set(), from: Infinity });

const idOf = ({ id, at: when, doc }: CaptureEvent): Seen => ({ id, at: when, doc });

/**
 * Events in, facts out: shelves of evidence by the keys that jobs are known by. It only ever adds, and each shelf is sorted
 * by time, so the facts of a log do not depend on the order, the batches or the duplicates in which it came.
 */
export class Correlator {
  readonly jobs = new Map<string, Facts>();
  readonly topics = new Topics();
  readonly documents = new Map<string, Document>();
  /** By frame id. */
  readonly runs = new Shelf<EventOf<"handler.run">>();
  /** By the id of the run. */
  readonly rejects = new Map<string, EventOf<"handler.reject">>();
  /** By job id or URL key. */
  readonly commits = new Shelf<EventOf<"react.commit">>();
  readonly exhausted: EventOf<"react.commit">[] = [];
  /** By URL key. */
  readonly images = new Shelf<
    EventOf<"image.load"> | EventOf<"image.error"> | EventOf<"image.start">
  >();
  readonly placed = new Shelf<RowFrame>();
  /** By project id. */
  readonly answers = new Shelf<ProjectAnswer>();
  /** By SWR key. */
  readonly mutates = new Shelf<EventOf<"cache.mutate">>();
  readonly requests = new Shelf<EventOf<"cache.fetch"> | EventOf<"cache.revalidate">>();
  readonly writes = new Shelf<EventOf<"cache.write">>();
  readonly lines: EventOf<"console.line">[] = [];
  readonly refusals: EventOf<"error.csp">[] = [];
  gaps = 0;
  /** First answer of the project API that held a picture, by URL key. */
  readonly holders = new Map<string, ProjectAnswer>();
  /** What grew since `forget` was last called. */
  touched: Touched = untouched();

  readonly #seen = new Map<string, Set<number>>();
  readonly #foreign = new Set<string>();
  readonly #calls = new Calls();
  readonly #owners = new Owners();
  readonly profile: Profile;

  constructor(profile: Profile) {
    this.profile = profile;
  }

  /** Takes one event; one whose id was taken before changes nothing and gives false. */
  push(event: CaptureEvent): boolean {
    if (!this.#isNew(event)) return false;
    switch (event.kind) {
      case "page.start":
        Object.assign(this.document(event.doc), { at: event.at, url: event.url, late: event.late });
        break;
      case "tap.attach":
        this.#attach(event, event.tap);
        break;
      case "gap.drop":
        this.gaps += event.count;
        insert(this.document(event.doc).drops, idOf(event));
        break;
      case "socket.create":
        this.#socket(event.doc, event.socket).vsn = event.vsn;
        break;
      case "socket.close":
        this.#socket(event.doc, event.socket).closed = idOf(event);
        this.topics.socketClosed(event);
        break;
      case "frame.in":
      case "frame.out":
        this.#frame(event);
        break;
      case "channel.create":
        this.#attach(event, "channel");
        break;
      case "channel.bind":
        insert(this.topics.get(event.doc, event.topic).bindings, event);
        break;
      case "handler.run":
        if (event.frame) this.runs.put(event.frame, event);
        break;
      case "handler.reject":
        this.rejects.set(event.run, event);
        break;
      case "fetch.start":
        this.#fetchStart(event);
        break;
      case "fetch.end":
      case "fetch.fail":
        this.#fetchEnd(event);
        break;
      case "cache.mutate":
        this.mutates.put(event.key, event);
        this.#attach(event, "swr");
        break;
      case "cache.fetch":
      case "cache.revalidate":
        this.requests.put(event.key, event);
        break;
      case "cache.write":
        this.writes.put(event.key, event);
        break;
      case "react.commit":
        this.#attach(event, "react");
        if (event.exhausted) insert(this.exhausted, event);
        for (const { needle } of event.hits) this.commits.put(urlKey(needle), event);
        break;
      case "image.start":
      case "image.load":
      case "image.error":
        this.images.put(urlKey(event.url), event);
        break;
      case "console.line":
        insert(this.lines, event);
        break;
      case "error.csp":
        insert(this.refusals, event);
        break;
      default:
        break;
    }
    this.#touch(event);
    return true;
  }

  /** Starts a new list of what grew. */
  forget(): void {
    this.touched = untouched();
  }

  document(doc: string): Document {
    let found = this.documents.get(doc);
    if (!found) {
      found = {
        doc,
        at: 0,
        url: "",
        late: true,
        attached: new Map(),
        drops: [],
        sockets: new Map(),
      };
      this.documents.set(doc, found);
    }
    return found;
  }

  /** The URL of a job's picture: from its own row, or from the node that names its request. */
  urlOf(facts: Facts): string | undefined {
    return facts.url ?? this.#owners.urlOf(facts.requestId);
  }

  /** Was this seen in the tab in which the job is watched? Another tab's frames say nothing of this one's delivery. */
  isOwn(facts: Facts, { doc }: { doc: string }): boolean {
    return doc === facts.first.doc || this.document(doc).tab === this.document(facts.first.doc).tab;
  }

  /** Did React's tree outgrow the walk's budget in this time? Then a commit without a hit means nothing. */
  wasExhausted(doc: string, from: number, until: number): boolean {
    return (
      firstFrom(this.exhausted, from, (each) => each.doc === doc && each.at <= until) !== undefined
    );
  }

  #attach({ doc, at: when }: CaptureEvent, tap: string): void {
    const { attached } = this.document(doc);
    attached.set(tap, Math.min(when, attached.get(tap) ?? when));
  }

  #isNew({ doc, seq, id }: CaptureEvent): boolean {
    if (id !== `${doc}:${seq}`) {
      if (this.#foreign.has(id)) return false;
      this.#foreign.add(id);
      return true;
    }
    let seqs = this.#seen.get(doc);
    if (!seqs) this.#seen.set(doc, (seqs = new Set()));
    if (seqs.has(seq)) return false;
    seqs.add(seq);
    return true;
  }

  #socket(doc: string, socket: number) {
    const { sockets } = this.document(doc);
    let found = sockets.get(socket);
    if (!found) sockets.set(socket, (found = { vsn: "", heard: new Set(), heartbeats: [] }));
    return found;
  }

  #frame(event: EventOf<"frame.in"> | EventOf<"frame.out">): void {
    const out = event.kind === "frame.out";
    if (!out && event.injected) return;
    const socket = this.#socket(event.doc, event.socket);
    // Text tells its serializer itself and binary exists in 2.0.0 only: the same whether socket.create came first or not.
    const message = decode(event.body, "2.0.0", out ? "out" : "in");
    if (!out) socket.heard.add(Math.floor(event.at / 1_000));
    if ("error" in message) return;
    if (out) {
      if (message.event === "heartbeat")
        insert(socket.heartbeats, { ...idOf(event), ref: message.ref });
      this.topics.sent(event, message);
      return;
    }
    this.topics.received(event, message);
    if (message.event !== "broadcast" && message.event !== "postgres_changes") return;
    const change = readChange(message.payload);
    if (change?.record) this.#change(event, message, change);
  }

  #change(event: EventOf<"frame.in">, message: Message, change: Change): void {
    const { profile } = this;
    const topic = message.topic.replace(/^realtime:/, "");
    const isJob = change.table === profile.jobTable || topic.startsWith(prefixOf(profile.jobTopic));
    const frame: RowFrame = {
      ...idOf(event),
      topic,
      operation: change.operation,
      event: text(message.payload, "event") ?? change.operation,
      ...known<Partial<RowFrame>>({
        trigger: text(change.debug, "trigger_name"),
        broadcast: at(change.debug, "broadcast_success") === true ? true : undefined,
        serverAt: timeOf(change),
      }),
    };
    if (isJob) {
      const row = readJob(change.record);
      if (!row) return;
      const facts = this.#job(row.id, event);
      this.#learn(facts, event, row);
      this.#owners.learnFrame(event.id, facts.key);
      if (row.status !== undefined) frame.status = row.status;
      insert(change.operation === "INSERT" ? facts.inserts : facts.updates, frame);
      return;
    }
    const before = new Set(readPlaced(change.oldRecord).map((each) => urlKey(each.url)));
    for (const { url, requestId } of readPlaced(change.record)) {
      if (before.has(urlKey(url))) continue;
      this.#owners.learnPicture(url, requestId);
      if (this.#isFirst(urlKey(url), frame)) this.placed.put(urlKey(url), frame);
      this.#touchUrl(url);
    }
  }

  /** Of the frames that hold a picture the first of each document counts; the others would only fill the memory. */
  #isFirst(key: string, frame: RowFrame): boolean {
    return !this.placed.of(key).some((each) => each.doc === frame.doc && isAfter(frame, each));
  }

  #fetchStart(event: EventOf<"fetch.start">): void {
    const end = this.#calls.start(event);
    if (event.action !== undefined) {
      const args = readArguments(event.body && parse(event.body), this.profile.actionArguments);
      if (args) this.#adopt(event, args);
      else if (this.#calls.isMaker(event, event.action)) this.#adopt(event, {});
    }
    if (end) this.#answered(event, end);
  }

  #fetchEnd(event: EventOf<"fetch.end"> | EventOf<"fetch.fail">): void {
    const start = this.#calls.end(event);
    if (start) this.#answered(start, event);
  }

  #answered(
    start: EventOf<"fetch.start">,
    end: EventOf<"fetch.end"> | EventOf<"fetch.fail">,
  ): void {
    if (start.action !== undefined) this.#actionEnd(start, end);
    else if (end.kind === "fetch.end") this.#apiAnswer(start, end);
  }

  #actionEnd(
    start: EventOf<"fetch.start">,
    event: EventOf<"fetch.end"> | EventOf<"fetch.fail">,
  ): void {
    const answer = event.kind === "fetch.end" && event.body ? readAnswer(event.body) : null;
    const isJob = answer !== null && "jobId" in answer;
    const facts = this.jobs.get(start.id) ?? (isJob ? this.#adopt(start, {}) : undefined);
    if (!facts?.action) return;
    const action: Action = { start };
    if (event.kind === "fetch.end") action.end = event;
    else action.fail = event;
    if (answer) action.answer = answer;
    facts.action = action;
    if (!isJob) return;
    const job = this.#job(answer.jobId, start);
    this.jobs.delete(facts.key);
    this.touched.jobs.add(facts.key);
    job.action = action;
    job.flow = answer.flow;
    const { nodeId, projectId, prompt } = facts;
    this.#learn(job, start, known<Partial<JobRow>>({ nodeId, projectId, prompt }));
    this.#learn(job, event, known<Partial<JobRow>>({ requestId: answer.requestId }));
    if (start.action !== undefined) this.#learnMaker(start.action);
  }

  /** Its other calls were meant to make a job too, whatever their arguments look like. */
  #learnMaker(action: string): void {
    for (const call of this.#calls.learnMaker(action)) {
      const end = this.#calls.endOf(call);
      const answer = end?.kind === "fetch.end" && end.body ? readAnswer(end.body) : null;
      if (answer && "jobId" in answer) continue;
      this.#adopt(call, {});
      if (end) this.#actionEnd(call, end);
    }
  }

  #adopt(start: EventOf<"fetch.start">, args: object): Facts {
    const facts = this.#job(start.id, start);
    delete facts.jobId;
    facts.action = { start };
    const nodeId = text(args, "node_id");
    const projectId = text(args, "project_id");
    Object.assign(
      facts,
      known<Partial<Facts>>({ nodeId, projectId, prompt: text(args, "prompt") }),
    );
    return facts;
  }

  #apiAnswer(start: EventOf<"fetch.start">, event: EventOf<"fetch.end">): void {
    const path = pathOf(start.url) ?? "";
    const project = matchPath(this.profile.projectPath, path);
    if (project && start.method === "GET") this.#projectAnswer(project, start, event);
    const request = matchPath(this.profile.jobPath, path);
    if (!request || !event.body || event.status >= 400) return;
    const row = readJob(parse(event.body));
    if (!row) return;
    const facts = this.#job(row.id, event);
    this.#learn(facts, event, row);
    if (row.status === "completed" || row.status === "failed") insert(facts.finished, idOf(event));
  }

  #projectAnswer(
    project: string,
    start: EventOf<"fetch.start">,
    event: EventOf<"fetch.end">,
  ): void {
    const placed = event.body ? readPlaced(parse(event.body)) : [];
    const answer: ProjectAnswer = {
      ...idOf(event),
      startedAt: start.at,
      status: event.status,
      urls: new Set(placed.map((each) => urlKey(each.url))),
      headers: event.headers ?? {},
    };
    this.answers.put(project, answer);
    for (const { url, requestId } of placed) {
      const before = this.holders.get(urlKey(url));
      if (before && !isAfter(before, answer)) continue;
      this.holders.set(urlKey(url), answer);
      this.#owners.learnPicture(url, requestId);
      this.#touchUrl(url);
    }
  }

  #job(key: string, event: CaptureEvent): Facts {
    let facts = this.jobs.get(key);
    if (!facts) {
      const blank = { inserts: [], updates: [], finished: [], told: [] };
      facts = { key, jobId: key, flow: "unknown", first: idOf(event), ...blank };
      this.jobs.set(key, facts);
    }
    if (isAfter(facts.first, event)) facts.first = idOf(event);
    this.touched.jobs.add(facts.key);
    return facts;
  }

  #learn(facts: Facts, event: CaptureEvent, row: Partial<JobRow>): void {
    insert(facts.told, { ...idOf(event), row });
    for (const { row: told } of facts.told) {
      const { id: _, status: __, ...rest } = told;
      Object.assign(facts, rest);
    }
    this.#owners.learnJob(facts);
  }

  #touchUrl(url: string): void {
    const owner = this.#owners.ofUrl(url);
    if (owner) this.touched.jobs.add(owner);
  }

  /** Marks what an event without a row may be about. */
  #touch(event: CaptureEvent): void {
    const { jobs } = this.touched;
    this.touched.from = Math.min(this.touched.from, event.at);
    if (event.tab !== undefined) this.document(event.doc).tab = event.tab;
    switch (event.kind) {
      case "react.commit":
        for (const { needle } of event.hits) {
          jobs.add(needle);
          this.#touchUrl(needle);
        }
        break;
      case "image.start":
      case "image.load":
      case "image.error":
        this.#touchUrl(event.url);
        break;
      case "handler.run":
        if (event.frame) jobs.add(this.#owners.ofFrame(event.frame) ?? "");
        break;
      default:
        break;
    }
  }
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
