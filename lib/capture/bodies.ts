/**
 * Which bodies travel with their frames. What the diagnosis reads always does: control frames, the topics and tables of the profile,
 * and what a handler was given of them. Of anything else so much a second goes along; the rest is kept here until
 * somebody asks or newer ones need the room: to carry every body costs the page more than all else that the taps do.
 */
import type { FrameBody, Head } from "../event.ts";
import { front, header } from "../realtime/header.ts";
import { some } from "./list.ts";
import { Set, TextDecoder } from "./natives.ts";
import { scan } from "./scan.ts";
import { Ring } from "./ring.ts";
import { readContent, view, type Content } from "./frame-body.ts";
import type { CaptureOptions } from "./options.ts";

/** Bodies of this size go along whatever they are about. UTF-16 units or bytes, as all sizes here. */
const SMALL = 512;
/** What goes along in a second of what nobody needs. */
const FREE = 128 * 1024;
const SECOND = 1_000;
/** Where a large body is looked at for the names of tables: they stand near its beginning, or behind the row near its end. */
const WINDOW = 2_048;

/** The events whose payload may be any row of any table. */
const carriers = new Set([
  "broadcast",
  "postgres_changes",
  "presence_diff",
  "presence_state",
  "presence",
]);

/** What the beginning of a frame says, and what that means here. */
interface Beginning {
  text: string;
  head: Head;
  isOurs: boolean;
}

/** So many beginnings are remembered: those of a flood are the same again and again. */
const BEGINNINGS = 8;

/** A frame as it is said; the same object until its batch leaves. */
interface SaidFrame {
  size: number;
  body: FrameBody;
  held?: Head;
}

export class Bodies {
  readonly #options: CaptureOptions;
  readonly #now: () => number;
  readonly #kept: Ring;
  #since = -SECOND;
  #left = 0;
  #beginnings: Beginning[] = [];
  #oldest = 0;

  /** `now` in ms. */
  constructor(options: CaptureOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
    this.#kept = new Ring(options.ringCap);
  }

  /** Bytes kept. */
  get bytes(): number {
    return this.#kept.bytes;
  }

  /** What is said of `data`: its content, or that it is held here. */
  read(data: unknown, outgoing: boolean): Content & { held?: Head } {
    const { frameCap } = this.#options;
    const size = sizeOf(data);
    const held = size > SMALL ? this.#hold(data, size) : undefined;
    if (!held) return readContent(data, frameCap, outgoing);
    const body = typeof data === "string" ? { text: "", cut: size } : { base64: "", cut: size };
    return { size, body, held };
  }

  /** Keeps what was held, under the id of its event. */
  keep(id: string, data: unknown, outgoing: boolean): void {
    const kept = typeof data === "string" ? data : view(data);
    if (kept !== undefined) this.#kept.put(seqOf(id), kept, outgoing);
  }

  /** The body of an event, if it is still here. */
  find(id: string): FrameBody | undefined {
    const kept = this.#kept.get(seqOf(id));
    return kept && readContent(kept.data, this.#options.frameCap, kept.outgoing).body;
  }

  /** What was held goes along after all: its batch has not left yet. */
  release(id: string, frame: SaidFrame): void {
    const body = frame.held && this.find(id);
    if (!body) return;
    frame.body = body;
    delete frame.held;
  }

  /** The head of a frame whose body nobody needs now. */
  #hold(data: unknown, size: number): Head | undefined {
    const about = typeof data === "string" ? this.#begin(data) : this.#read(data);
    if (!about || about.isOurs || this.#namesTable(data, size)) return undefined;
    return this.#spend(size) ? undefined : about.head;
  }

  /** The same for frames that begin alike. */
  #begin(text: string): Omit<Beginning, "text"> | undefined {
    for (let at = 0; at < this.#beginnings.length; at += 1) {
      const known = this.#beginnings[at]!;
      if (text.startsWith(known.text)) return known;
    }
    const found = front(text);
    if (!found) return this.#read(text);
    innerEvent.lastIndex = found.end;
    const inner = innerEvent.exec(text)?.[1];
    if (inner === undefined) return this.#about(found);
    const about = this.#about({ ...found, inner });
    if (!about) return undefined;
    this.#beginnings[this.#oldest] = { ...about, text: text.slice(0, innerEvent.lastIndex) };
    this.#oldest = (this.#oldest + 1) % BEGINNINGS;
    return about;
  }

  #read(data: unknown): Omit<Beginning, "text"> | undefined {
    const found = header(typeof data === "string" ? data : (view(data)?.slice().buffer ?? ""));
    return found ? this.#about(found) : undefined;
  }

  /** Undefined for what can hold no row. */
  #about({ topic, event, inner }: Head): Omit<Beginning, "text"> | undefined {
    if (!carriers.has(event)) return undefined;
    const head = { topic, event, ...(inner !== undefined && { inner }) };
    return { head, isOurs: this.#isOurs(topic) };
  }

  #isOurs(topic: string): boolean {
    const { jobTopic, projectTopic } = this.#options;
    const name = topic.slice(topic.indexOf(":") + 1);
    return name.startsWith(jobTopic) || name.startsWith(projectTopic);
  }

  #namesTable(data: unknown, size: number): boolean {
    if (size <= 2 * WINDOW) return this.#names(textOf(data, 0, size));
    return this.#names(textOf(data, 0, WINDOW)) || this.#names(textOf(data, size - WINDOW, size));
  }

  #names(text: string): boolean {
    for (let at = find(text, 0); at >= 0; at = find(text, at + 1)) {
      let start = at + KEY.length;
      // Up to the value: PostgreSQL writes a space behind the colon.
      while (start < text.length && text.charCodeAt(start) !== QUOTE) start += 1;
      if (this.#isTable(text, start + 1)) return true;
    }
    return false;
  }

  #isTable(text: string, start: number): boolean {
    const { jobTable, projectTables } = this.#options;
    const stands = (name: string) =>
      text.startsWith(name, start) && text.charCodeAt(start + name.length) === QUOTE;
    return stands(jobTable) || some(projectTables, stands);
  }

  #spend(size: number): boolean {
    if (this.#left < size) {
      const time = this.#now();
      if (time - this.#since < SECOND) return false;
      this.#since = time;
      this.#left = FREE;
    }
    this.#left -= size;
    return this.#left >= 0;
  }
}

/** Where a change names its table. */
const KEY = '"table"';
const find = (text: string, from: number): number => scan(text, '"ta', 'ble"', from);
const QUOTE = 34;

const seqOf = (id: string): number => Number(id.slice(id.lastIndexOf(":") + 1));

const sizeOf = (data: unknown): number =>
  typeof data === "string" ? data.length : (view(data)?.length ?? 0);

const latin1 = new TextDecoder("latin1");
const textOf = (data: unknown, from: number, to: number): string =>
  typeof data === "string" ? data.slice(from, to) : latin1.decode(view(data)?.subarray(from, to));

/** The event that the app sees, of a broadcast: at the beginning of its payload. */
const innerEvent = /\s*(?:"payload":)?\{(?:"type":"broadcast",)?"event":"([^"\\]*)"/y;
