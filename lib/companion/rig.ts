/** What a fix or fault works with, and what it may put in the way. */
import type { Mark, Seams } from "../capture/seams.ts";
import type { ReadRequest } from "../capture/request.ts";
import type { Said } from "../event.ts";
import type { Change } from "../realtime/change.ts";
import type { Message } from "../realtime/frame.ts";
import type { ActWord } from "./act-words.ts";
import type { Value } from "./switches.ts";

type Act = Extract<Said, { kind: "companion.act" }>;
type About = Omit<Act, "kind" | "switch" | "what">;
export type Params = Readonly<Record<string, Value>>;

/** A message of the server that nobody has heard of yet. */
export interface Arrival {
  socket: WebSocket;
  data: unknown;
  /** Undefined for what is no frame. */
  message: Message | undefined;
  /** The change in a broadcast or postgres_changes, if it is one. */
  change: Change | null;
}

/** A frame that the page sends. */
export interface Departure {
  socket: WebSocket;
  message: Message;
}

/**
 * What becomes of a frame that arrives: `lost` for everybody, `told` by the taps and kept from the page, or nothing, and the
 * next one is asked.
 */
export type Fate = "lost" | "told" | undefined;

export interface Hooks {
  arrive?(arrival: Arrival): Fate;
  /** A socket closes, before anybody hears of it. */
  closed?(socket: WebSocket): void;
  /** What leaves in place of a frame: another message, or null for none. */
  depart?(departure: Departure): Message | null | undefined;
  connect?(socket: WebSocket): void;
  /** Stands for a call; undefined lets the next one stand for it. */
  call?(request: ReadRequest, go: () => Promise<Response>): Promise<Response> | undefined;
  /** Before a handler runs. What it throws, the handler throws. */
  run?(topic: string, message: unknown): void;
  /** Whether this call of mutate is swallowed. */
  mutate?(key: string, blanks: boolean): boolean;
}

export interface Rig {
  seams: Seams;
  /** How what this switch makes is marked. */
  mark: Mark;
  /** "pt-BR" or "en". */
  language: "en" | "pt-BR";
  /** Whether the switch is still on: what has waited for an answer asks. */
  isOn(): boolean;
  /** Says that the switch did something. */
  act(what: ActWord, about?: About): void;
  /** Runs `work` after `ms`, unless the switch goes off before. Returns the way to call it off. */
  later(ms: number, work: () => void): () => void;
  /** Runs when the switch goes off, the last one first. */
  undo(wayBack: () => void): void;
  /** Replaces `target[name]` until the switch goes off. What it was is compared in the end. */
  replace<T>(target: object, name: PropertyKey, make: (original: T) => T): void;
  /** Hands `data` to the page as a message of that socket. */
  deliver(socket: WebSocket, data: string | ArrayBuffer): void;
  /** Dispatches an event that counts as if the browser had made it. */
  dispatch(target: EventTarget, event: Event): void;
  /** Marks an answer or an error as made by us. */
  own<T extends object>(made: T): T;
  /** Lets work go on by itself; what it raises is told, and is none of the page's. */
  run(work: Promise<unknown>): void;
  /** What the bar says of this switch beside its name; an empty text for nothing. */
  note(text: string): void;
}

export type Start = (rig: Rig, params: Params) => Hooks;

export const numberOf = (params: Params, name: string): number => Number(params[name] ?? 0);
export const textOf = (params: Params, name: string): string => String(params[name] ?? "");
