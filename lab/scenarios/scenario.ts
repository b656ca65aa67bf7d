/** What can be played, and what a correct inspector must say of it. */

export type Flow = "v1" | "v2";

export interface Expected {
  kind: "complete" | "broken" | "rescued" | "running" | "cancelled";
  step?: string;
  /** Instead of a step: the first and the last that it may be, when no browser can say which. */
  between?: [string, string];
  /** The cause, where it can be known. */
  rule?: string;
  /** Causes that must be offered, where it cannot be known. */
  candidates?: string[];
  /** How many jobs there are; 1 if it is not said. All of them have this verdict. */
  jobs?: number;
}

/** One thing that a user does in the page, or that happens around it. */
export type Move =
  /** Presses Generate of the nth node, counted from 1. */
  | { move: "generate"; node?: number }
  | { move: "generate-all" }
  /** Waits until the page shows something that matches. */
  | { move: "until"; selector: string }
  | { move: "pause"; ms: number }
  | { move: "reload" }
  /** Clicks what matches, by a trusted event. */
  | { move: "click"; selector: string }
  /** Goes to a path of the lab, in the same tab. */
  | { move: "navigate"; path: string }
  /** Another tab comes to the front, and the page's own again. */
  | { move: "hide" }
  | { move: "show" }
  /** The same project in one more tab. */
  | { move: "second-tab" }
  /** The window gets the focus. */
  | { move: "focus" }
  /** The network of the tab. */
  | { move: "offline"; offline: boolean }
  /** A POST to the lab itself: what happens on the server's side meanwhile. */
  | { move: "lab"; path: string; body?: object };

export interface Scenario<Fault extends string = string> {
  name: string;
  title: string;
  flow: Flow;
  faults: Fault[];
  /** What must be said of what the taps of the page see. */
  expected: Expected;
  /** The same after the probes were asked, where that narrows it. */
  probed?: Expected;
  /** What is played once the page is live; one press on Generate if it is not said. */
  moves?: Move[];
}

/** A scenario that is played in both flows, or in those that it names. */
export interface Template<Fault extends string = string> extends Omit<Scenario<Fault>, "flow"> {
  flows?: Flow[];
}
