/** The sheet of several logs, as they grow: what an event costs does not depend on how long they are. */
import { Correlator } from "../chain/correlate.ts";
import { byTime, isPast, lastUntil, type Facts } from "../chain/facts.ts";
import { known } from "../chain/row.ts";
import { compose, type Text } from "../chain/text.ts";
import type { Profile } from "../chain/profile.ts";
import type { CaptureEvent } from "../event.ts";
import { cellOf } from "./cell.ts";
import { Clocks } from "./clocks.ts";
import { dueOf, FRAME_OF, type ClockOf, type Due } from "./due.ts";
import { suffixOf, userAt } from "./presence.ts";
import { differs } from "./reasons.ts";
import { ownerOf } from "./signs.ts";
import { SHEET_STEPS, type Cell, type Sheet, type SheetRow, type SheetStep } from "./sheet.ts";
import type { SheetTab, Strand } from "./sheet.ts";
import { numberText } from "./words.ts";

/** So many of the newest jobs are compared. */
const MOST_ROWS = 200;

interface Column {
  id: string;
  log: string;
  tab: number | undefined;
  docs: Set<string>;
  /** When it was heard last, of one that was closed, ms. */
  closedAt?: number;
}

/** A row that was made, and until when events of its time may still change it (ms); `open` as long as a tab may be shown. */
interface Made {
  row: SheetRow;
  facts: Facts;
  until: number;
  open: boolean;
}

/** Which kinds a tab of which something was due has. */
const GOT = new Set(["received", "late"]);
const LEFT_OUT = new Set(["not-due", "waiting", "unknown", "other-user"]);

export class Book {
  readonly #log: Correlator;
  readonly #columns = new Map<string, Column>();
  readonly #ofDoc = new Map<string, Column>();
  readonly #clocks = new Clocks();
  readonly #made = new Map<string, Made>();
  #shape = "";
  #tabs: SheetTab[] = [];
  /** Events that were taken. */
  size = 0;

  constructor(profile: Profile) {
    this.#log = new Correlator(profile);
  }

  /** Takes an event of a log; tabs of one log share a clock. */
  push(log: string, event: CaptureEvent): void {
    if (!this.#log.push(event)) return;
    this.size += 1;
    if (this.#ofDoc.has(event.doc)) return;
    const id = event.tab === undefined ? log : `${log} ${event.tab}`;
    let column = this.#columns.get(id);
    if (!column) this.#columns.set(id, (column = { id, log, tab: event.tab, docs: new Set() }));
    column.docs.add(event.doc);
    this.#ofDoc.set(event.doc, column);
  }

  /** The tab of a document was closed; it was heard last at `at` (ms). */
  close(doc: string, at: number): void {
    const column = this.#ofDoc.get(doc);
    if (column) column.closedAt = at;
  }

  /**
   * The sheet at `now` (ms). `since` leaves out jobs that began before it. With `aligned` the estimated offsets of clocks are
   * applied.
   */
  sheet({ now, since = 0, aligned = false }: SheetOptions): Sheet {
    const columns = [...this.#columns.values()];
    const [base = ""] = new Set(columns.map(({ log }) => log));
    this.#learnClocks();
    const others = [...new Set(columns.map(({ log }) => log))].slice(1);
    const clocks = others.map((log) => this.#clocks.offset(log, base));
    const ahead = new Map<string, number | undefined>([[base, 0]]);
    for (const each of clocks) ahead.set(each.log, each.ahead);
    const names = columns.map(({ log }, place) => nameOf(place, log, columns));
    const shape = JSON.stringify([
      columns.map(({ id, closedAt }) => [id, closedAt]),
      clocks,
      aligned,
    ]);
    this.#refresh({ now, columns, names, ahead, aligned }, shape !== this.#shape);
    this.#shape = shape;
    const rows = [...this.#made.values()].map(({ row }) => row);
    const tabs = columns.map((column, place) => this.#tabOf(column, names[place]!));
    // The same list as long as nothing in it changes, so that views need not be drawn again.
    if (JSON.stringify(tabs) !== JSON.stringify(this.#tabs)) this.#tabs = tabs;
    return {
      at: now,
      tabs: this.#tabs,
      rows: rows
        .filter(({ startedAt }) => startedAt >= since)
        .toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1)),
      clocks,
      aligned,
    };
  }

  /** Makes the rows again that may have changed. */
  #refresh(view: View, all: boolean): void {
    const { jobs, from, stirred } = this.#log;
    const keys = new Set(jobs.touched);
    for (const [key, { until, open }] of this.#made) {
      const isOpen = open && (stirred.size > 0 || until > view.now);
      if (all || isOpen || until >= from || until > view.now) keys.add(key);
    }
    this.#log.forget();
    for (const key of keys) {
      const facts = jobs.byKey.get(key);
      if (facts && !isPast(facts)) this.#made.set(key, this.#make(facts, view));
      else this.#made.delete(key);
    }
    const tooMany = this.#made.size - MOST_ROWS;
    if (tooMany <= 0) return;
    const oldest = [...this.#made].toSorted(([, a], [, b]) => a.facts.first.at - b.facts.first.at);
    for (const [key] of oldest.slice(0, tooMany)) this.#made.delete(key);
  }

  #make(facts: Facts, view: View): Made {
    const { prompt, projectId } = facts;
    const strands = SHEET_STEPS.map((step) => [step, this.#strand(facts, step, view)] as const);
    const steps = Object.fromEntries(strands.map(([step, { strand }]) => [step, strand]));
    const cells = strands.flatMap(([, { strand }]) => strand.cells);
    return {
      row: {
        ...known<Partial<SheetRow>>({ prompt, projectId, userId: ownerOf(this.#log, facts) }),
        id: facts.jobId ?? facts.key,
        startedAt: facts.first.at,
        steps: steps as Record<SheetStep, Strand>,
      },
      facts,
      until: Math.max(...strands.map(([, { until }]) => until)),
      open: cells.some(({ kind }) => kind === "hidden" || kind === "disconnected"),
    };
  }

  #strand(facts: Facts, step: SheetStep, view: View): { strand: Strand; until: number } {
    const { columns, names, now } = view;
    const dues = new Map<string, { due: Due; frame: Due }>();
    let until = -Infinity;
    const cells = columns.map(({ log: name, docs, closedAt }): Cell => {
      const told = dues.get(name) ?? this.#duesFor(facts, step, name, view);
      dues.set(name, told);
      const { due, frame } = told;
      until = Math.max(until, (due.at ?? facts.first.at) + 2 * due.budget);
      const estimated = this.#ofDoc.get(due.doc)?.log !== name;
      return cellOf({ log: this.#log, facts, step, docs, closedAt, due, frame, estimated, now });
    });
    const [due] = dues.values();
    const message = due?.due.first?.message;
    const difference = differenceOf(cells, names, message);
    return {
      strand: { cells, ...known<Partial<Strand>>({ message, difference }) },
      until,
    };
  }

  /** When a step and its frame were due, on the clock of a log: by its own tabs, and where they tell nothing by those of others. */
  #duesFor(facts: Facts, step: SheetStep, name: string, { ahead, aligned }: View) {
    const logOf = (doc: string) => this.#ofDoc.get(doc)?.log ?? "";
    const own: ClockOf = ({ doc, at }) => (logOf(doc) === name ? at : undefined);
    const any: ClockOf = ({ doc, at }) => {
      if (logOf(doc) === name) return at;
      const [here, there] = [ahead.get(name), ahead.get(logOf(doc))];
      return here === undefined || there === undefined ? undefined : at - there + here;
    };
    const find = (wanted: SheetStep | (typeof FRAME_OF)[SheetStep]): Due => {
      const due = aligned ? undefined : dueOf(this.#log, facts, wanted, own);
      return due?.first ? due : dueOf(this.#log, facts, wanted, any);
    };
    return { due: find(step), frame: find(FRAME_OF[step]) };
  }

  #learnClocks(): void {
    if (new Set([...this.#columns.values()].map(({ log }) => log)).size < 2) return;
    const hear = (frames: Iterable<{ doc: string; at: number; message?: string }>) => {
      for (const { doc, at, message } of frames) {
        const log = this.#ofDoc.get(doc)?.log;
        if (log !== undefined && message !== undefined) this.#clocks.hear(log, { at }, message);
      }
    };
    for (const { inserts, updates } of this.#log.jobs.byKey.values()) {
      hear(inserts.filter(({ replayed }) => !replayed));
      hear(updates.filter(({ replayed }) => !replayed));
    }
    for (const frames of this.#log.pictures.frames.values()) hear(frames);
  }

  #tabOf({ id, log, tab, docs }: Column, name: Text): SheetTab {
    const pages = [...docs].map((doc) => this.#log.document(doc));
    const page = pages.filter(({ frameId }) => frameId === undefined).toSorted(newestFirst)[0];
    const user = pages
      .flatMap((each) => userAt(this.#log, each, Infinity) ?? [])
      .toSorted(byTime)
      .at(-1)?.user;
    const join = pages
      .flatMap(({ doc }) => this.#log.topics.ofDocument(doc))
      .filter(({ topic }) => suffixOf(this.#log.profile.projectTopic, topic) !== undefined)
      .flatMap(({ joins }) => lastUntil(joins, Infinity) ?? [])
      .toSorted(byTime)
      .at(-1);
    const made = [...this.#made.values()].filter(
      ({ facts }) => facts.action && docs.has(facts.action.start.doc) && facts.flow !== "unknown",
    );
    const flow = made.toSorted((a, b) => b.row.startedAt - a.row.startedAt)[0]?.facts.flow;
    return {
      id,
      name,
      log,
      url: page?.url ?? pages[0]?.url ?? "",
      ...known<Partial<SheetTab>>({
        tab,
        user,
        flow: flow === "unknown" ? undefined : flow,
        joined: join && (join.private ? "private" : "public"),
      }),
    };
  }
}

interface SheetOptions {
  now: number;
  since?: number;
  aligned?: boolean;
}

interface View {
  now: number;
  columns: readonly Column[];
  names: readonly Text[];
  /** Ms that the clock of each log is ahead of the first one's. */
  ahead: ReadonlyMap<string, number | undefined>;
  aligned: boolean;
}

const newestFirst = (a: { at: number }, b: { at: number }): number => b.at - a.at;

/** "Tab 2"; of several files with the name of the file. */
function nameOf(place: number, log: string, all: readonly Column[]): Text {
  const isOnly = all.every((each) => each.log === log);
  const number = numberText(place);
  return isOnly ? number : compose((word) => `${word(number)}, ${log}`);
}

/** Why tabs differ, where one got what another did not. */
function differenceOf(
  cells: readonly Cell[],
  names: readonly Text[],
  message: string | undefined,
): Text | undefined {
  const got = names.filter((_tab, place) => GOT.has(cells[place]!.kind));
  const others = cells.flatMap(({ kind, why }, place) =>
    kind === "received" || LEFT_OUT.has(kind) ? [] : [{ name: names[place]!, why }],
  );
  if (got.length === 0 || others.length === 0) return undefined;
  return differs(got, message, others);
}
