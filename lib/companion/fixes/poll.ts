/** When the job API is asked, and when not any more. Pure: the moments are brought. */
import { randomOf } from "../aim.ts";

export interface PollTimes {
  /** Between questions, before what follows from failures, in ms. */
  every: number;
  /** From the first question until it is given up, in ms. */
  limit: number;
}

/** What an answer says. */
export type PollAnswer =
  | { kind: "running" }
  | { kind: "ended"; status: string }
  /** 404: there is no such job. */
  | { kind: "gone" }
  /** No answer, or one that is not ok. */
  | { kind: "failed" };

export type Next = { kind: "ask"; in: number } | { kind: "stop"; why: string };

const TERMINAL = new Set(["completed", "failed"]);
/** No wait is longer than so many of the usual ones, and each is up to a fifth longer or shorter. */
const MOST = 8;
const JITTER = 0.2;

/** What a status and body of the job API say; a body that is not one is a failure. */
export function readAnswer(status: number, body: unknown): PollAnswer {
  if (status === 404) return { kind: "gone" };
  const text = (body as { status?: unknown } | null)?.status;
  if (status < 200 || status > 299 || typeof text !== "string") return { kind: "failed" };
  return TERMINAL.has(text) ? { kind: "ended", status: text } : { kind: "running" };
}

/** Each failure doubles the wait; an answer puts it back. */
export class Poll {
  readonly #times: PollTimes;
  readonly #random: () => number;
  readonly #start: number;
  #failures = 0;

  constructor(times: PollTimes, start: number, seed = 1) {
    this.#times = times;
    this.#start = start;
    this.#random = randomOf(seed);
  }

  /** What follows from an answer at `now`, ms. */
  answered(answer: PollAnswer, now: number): Next {
    if (answer.kind === "ended") return { kind: "stop", why: answer.status };
    if (answer.kind === "gone") return { kind: "stop", why: "404" };
    this.#failures = answer.kind === "failed" ? this.#failures + 1 : 0;
    const factor = Math.min(MOST, 2 ** this.#failures);
    const wait = this.#times.every * factor * (1 + JITTER * (2 * this.#random() - 1));
    if (now + wait > this.#start + this.#times.limit) return { kind: "stop", why: "time" };
    return { kind: "ask", in: Math.round(wait) };
  }
}
