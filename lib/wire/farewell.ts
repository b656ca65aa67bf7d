/**
 * What a page says in its last moments. A message of a port is delivered later, and a document that is left has no later;
 * an event is delivered at once. Its name is a secret that went over the private port, so a page can neither hear nor say it.
 * The last moment that counts is not the last one: of a page that goes into the back/forward cache, the browser has closed
 * the extension's ports when it is told.
 */
import type { Message } from "./message.ts";

export interface Farewell {
  name: string;
  /** Says at once what has not arrived, if the document is being left; else gives false. */
  say: (message: Message) => boolean;
  /** Keeps what was sent by the port until the other side has it. */
  sent: (message: Message) => void;
  /** `batch` is the number of the message, counted from 0. */
  arrived: (batch: number) => void;
  close: () => void;
}

/** How long after it was said that a page may be left it is taken to be on its way, in ms. */
export const UNLOAD_MS = 5_000;

/** The page's end. Everything that it uses of the page is taken here and now. */
export function createFarewell(window: Window & typeof globalThis): Farewell {
  const { CustomEvent, setTimeout, clearTimeout } = window;
  const { apply } = window.Reflect;
  const { stringify } = window.JSON;
  const dispatch = window.dispatchEvent.bind(window);
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  // By number, and inheriting nothing: what an array can do else may be the page's. All before `first` have arrived.
  const { create } = window.Object;
  let flying = create(null) as Record<number, Message>;
  let first = 0;
  let next = 0;
  let leaving = false;
  let timer: unknown;
  const tell = (message: Message) => {
    dispatch(new CustomEvent(name, { detail: stringify(message) }));
  };
  const leave = ({ isTrusted }: Event) => {
    if (!isTrusted) return;
    leaving = true;
    for (; first < next; first += 1) {
      const message = flying[first];
      if (message) tell(message);
    }
    flying = create(null) as Record<number, Message>;
  };
  const stay = ({ isTrusted }: Event) => {
    if (isTrusted) leaving = false;
  };
  // Nobody knows whether it will be left: a download begins like this too.
  const prepare = (event: Event) => {
    leave(event);
    apply(clearTimeout, window, [timer]);
    timer = apply(setTimeout, window, [() => (leaving = false), UNLOAD_MS]);
  };
  window.addEventListener("beforeunload", prepare, true);
  window.addEventListener("pagehide", leave, true);
  window.addEventListener("pageshow", stay, true);
  return {
    name,
    say(message) {
      if (leaving) tell(message);
      return leaving;
    },
    sent(message) {
      flying[next] = message;
      next += 1;
    },
    arrived(batch) {
      for (; first <= batch && first < next; first += 1) delete flying[first];
    },
    close() {
      window.removeEventListener("beforeunload", prepare, true);
      window.removeEventListener("pagehide", leave, true);
      window.removeEventListener("pageshow", stay, true);
    },
  };
}
