import type { EventOf } from "../event.ts";
import { Calls } from "./calls.ts";
import { insert, isAfter, type Action, type Facts } from "./facts.ts";
import { parse, text } from "./fields.ts";
import { readAnswer } from "./flight.ts";
import { seenOf, type Jobs } from "./jobs.ts";
import { matchPath, pathOf } from "./names.ts";
import type { Pages } from "./pages.ts";
import type { Pictures } from "./pictures.ts";
import type { Profile } from "./profile.ts";
import { known, readArguments, readJob, type JobRow } from "./row.ts";

type Start = EventOf<"fetch.start">;
type End = EventOf<"fetch.end"> | EventOf<"fetch.fail">;

const BROADCAST_PATH = /\/api\/broadcast(\/|$)/;
const isBroadcast = ({ url }: Start): boolean => BROADCAST_PATH.test(pathOf(url) ?? "");

/** What requests tell of jobs: the action that makes one, and the answers of the job and project APIs. */
export class Requests {
  readonly #calls = new Calls();
  readonly #profile: Profile;
  readonly #jobs: Jobs;
  readonly #pictures: Pictures;
  readonly #pages: Pages;
  readonly #stirred: Set<string>;

  /** `stirred` takes the documents of which something changed that a notice may be about. */
  constructor(
    profile: Profile,
    jobs: Jobs,
    pictures: Pictures,
    pages: Pages,
    stirred: Set<string>,
  ) {
    this.#profile = profile;
    this.#jobs = jobs;
    this.#pictures = pictures;
    this.#pages = pages;
    this.#stirred = stirred;
  }

  /** True when it is about the page itself: a broadcast by HTTP. */
  started(event: Start): boolean {
    const end = this.#calls.start(event);
    if (event.action !== undefined) {
      const args = readArguments(event.body && parse(event.body), this.#profile.actionArguments);
      if (args) this.#adopt(event, args);
      else if (this.#calls.isMaker(event, event.action)) this.#adopt(event, {});
    } else if (event.method !== "GET") this.#wrote(event, end);
    if (end) this.#answered(event, end);
    return event.method === "POST" && isBroadcast(event);
  }

  ended(event: End): void {
    const start = this.#calls.end(event);
    if (!start) return;
    if (start.action === undefined && start.method !== "GET") this.#wrote(start, event);
    this.#answered(start, event);
  }

  /** The answer to a person's question: "job <request>" or "project <project>". */
  probed(event: EventOf<"probe.answer">): void {
    if (event.status === 0) return;
    const [subject, id = ""] = event.question.split(" ");
    if (subject === "project") this.#pictures.answered(id, { at: event.at - event.ms }, event);
    if (subject === "job") this.#jobAnswer(id, event, true);
  }

  #wrote(start: Start, end: End | undefined): void {
    const path = pathOf(start.url) ?? "";
    const project = matchPath(this.#profile.projectPath, path);
    if (project) this.#pictures.saved(project, start, end);
    if (isBroadcast(start)) insert(this.#pages.get(start.doc).posts, start);
  }

  #answered(start: Start, end: End): void {
    if (start.action !== undefined) this.#actionEnd(start, end);
    else if (end.kind === "fetch.end" && start.method === "GET") {
      const path = pathOf(start.url) ?? "";
      const project = matchPath(this.#profile.projectPath, path);
      if (project) this.#pictures.answered(project, start, end);
      const request = matchPath(this.#profile.jobPath, path);
      if (request) this.#jobAnswer(request, end, false);
    }
  }

  #actionEnd(start: Start, event: End): void {
    const answer = event.kind === "fetch.end" && event.body ? readAnswer(event.body) : null;
    const isJob = answer !== null && "jobId" in answer;
    const facts = this.#jobs.byKey.get(start.id) ?? (isJob ? this.#adopt(start, {}) : undefined);
    if (!facts?.action) return;
    const action: Action = { start };
    if (event.kind === "fetch.end") action.end = event;
    else action.fail = event;
    if (answer) action.answer = answer;
    facts.action = action;
    if (!isJob) return;
    const job = this.#jobs.open(answer.jobId, start);
    this.#jobs.drop(facts.key);
    // A call that is repeated may be answered with the job that the first one made.
    if (!job.action || isAfter(job.action.start, start)) {
      job.action = action;
      job.flow = answer.flow;
    }
    const { nodeId, projectId, prompt } = facts;
    this.#jobs.learn(job, start, known<Partial<JobRow>>({ nodeId, projectId, prompt }));
    this.#jobs.learn(job, event, known<Partial<JobRow>>({ requestId: answer.requestId }));
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

  #adopt(start: Start, args: object): Facts {
    const facts = this.#jobs.open(start.id, start);
    delete facts.jobId;
    facts.action = { start };
    const nodeId = text(args, "node_id");
    const projectId = text(args, "project_id");
    Object.assign(
      facts,
      known<Partial<Facts>>({ nodeId, projectId, prompt: text(args, "prompt") }),
    );
    this.#jobs.place(facts);
    return facts;
  }

  /** A row, or that there is none: the job is then the one that the request belongs to. */
  #jobAnswer(
    request: string,
    event: EventOf<"fetch.end"> | EventOf<"probe.answer">,
    probed: boolean,
  ): void {
    const row = event.body && event.status < 400 ? readJob(parse(event.body)) : null;
    const key = row?.id ?? this.#jobs.owners.ofRequest(request);
    const status = row?.status;
    const answer = {
      ...seenOf(event),
      httpStatus: event.status,
      probed,
      ...(status !== undefined && { status }),
    };
    if (this.#jobs.owners.keepAnswer(request, answer)) this.#stirred.add(event.doc);
    if (key === undefined) return;
    const facts = row ? this.#jobs.open(key, event) : this.#jobs.byKey.get(key);
    if (!facts) return;
    if (row) this.#jobs.learn(facts, event, row);
    this.#jobs.touched.add(key);
  }
}
