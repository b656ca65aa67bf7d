/**
 * What a page says in its last moment. A message of a port is delivered later, and a document that is left has no later;
 * an event is delivered at once. Its name is a secret that went over the private port, so a page can neither hear nor say it.
 */
import type { Message } from "./message.ts";

export interface Farewell {
  name: string;
  /** Says at once what has not arrived, if the document is being left; else gives false. */
  say: (message: Message) => boolean;
  /** Keeps what was sent by the port until the other side has it. */
  sent: (message: Message) => void;
  arrived: () => void;
  close: () => void;
}

/** The page's end. Everything that it uses of the page is taken here and now. */
export function createFarewell(window: Window & typeof globalThis): Farewell {
  const { CustomEvent } = window;
  const { stringify } = window.JSON;
  const dispatch = window.dispatchEvent.bind(window);
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  // By index: what an array can do else may be the page's. All before `first` have arrived.
  let flying: (Message | undefined)[] = [];
  let first = 0;
  let leaving = false;
  const tell = (message: Message) => {
    dispatch(new CustomEvent(name, { detail: stringify(message) }));
  };
  const forget = () => {
    flying = [];
    first = 0;
  };
  const leave = ({ isTrusted }: Event) => {
    if (!isTrusted) return;
    leaving = true;
    for (; first < flying.length; first += 1) {
      const message = flying[first];
      if (message) tell(message);
    }
    forget();
  };
  const stay = ({ isTrusted }: Event) => {
    if (isTrusted) leaving = false;
  };
  window.addEventListener("pagehide", leave, true);
  window.addEventListener("pageshow", stay, true);
  return {
    name,
    say(message) {
      if (leaving) tell(message);
      return leaving;
    },
    sent(message) {
      flying[flying.length] = message;
    },
    arrived() {
      flying[first] = undefined;
      first += 1;
      if (first >= flying.length) forget();
    },
    close() {
      window.removeEventListener("pagehide", leave, true);
      window.removeEventListener("pageshow", stay, true);
    },
  };
}
