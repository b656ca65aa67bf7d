/**
 * Which bodies travel with their frames. What the diagnosis reads always does: control frames, the topics and tables of the profile,
 * and what a handler was given of them. Of anything else so much a second goes along; the rest is kept here until
 * somebody asks or newer ones need the room: to carry every body costs the page more than all else that the taps do.
 */
import type { FrameBody, Head } from "../event.ts";
import { header } from "../realtime/header.ts";
import { some } from "./list.ts";
import { Set, TextDecoder } from "./natives.ts";
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
    const about = header(typeof data === "string" ? data : (view(data)?.slice().buffer ?? ""));
    if (!about || !carriers.has(about.event)) return undefined;
    if (this.#isOurs(about.topic) || this.#namesTable(data, size)) return undefined;
    if (this.#spend(size)) return undefined;
    const inner = typeof data === "string" ? readInner(data) : undefined;
    return { ...about, ...(inner !== undefined && { inner }) };
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
    const { jobTable, projectTables } = this.#options;
    for (let at = text.indexOf(KEY); at >= 0; at = text.indexOf(KEY, at + 1)) {
      const [, table] = value.exec(text.slice(at + KEY.length, at + SMALL)) ?? [];
      if (
        table !== undefined &&
        (table === jobTable || some(projectTables, (one) => one === table))
      )
        return true;
    }
    return false;
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

/** Where a change names its table; PostgreSQL writes a space behind the colon. */
const KEY = '"table"';
const value = /^\s*:\s*"([^"\\]*)"/;

const seqOf = (id: string): number => Number(id.slice(id.lastIndexOf(":") + 1));

const sizeOf = (data: unknown): number =>
  typeof data === "string" ? data.length : (view(data)?.length ?? 0);

const latin1 = new TextDecoder("latin1");
const textOf = (data: unknown, from: number, to: number): string =>
  typeof data === "string" ? data.slice(from, to) : latin1.decode(view(data)?.subarray(from, to));

/** The event that the app sees, of a broadcast: near the beginning of its payload, in whichever order. */
const innerEvent = /\{(?:"type":"broadcast",)?"event":"([^"\\]*)"/;
const readInner = (text: string): string | undefined => innerEvent.exec(text.slice(0, SMALL))?.[1];
