/** The bar on the page that says what is on. Its tree is closed, its text is text, and it needs nothing that a policy forbids. */
import { say } from "../chain/text.ts";
import type { SwitchedOn } from "../event.ts";
import { barWords } from "./bar-words.ts";
import { switchOf, type SwitchId } from "./switches.ts";
import { switchWords } from "./switch-words.ts";

const STYLE = `
  :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; pointer-events: none; }
  div { display: flex; gap: 12px; align-items: center; box-sizing: border-box; width: fit-content; max-width: 96vw;
    margin: 0 auto 12px; padding: 6px 8px 6px 12px; border: 1px solid #f5b54a; border-radius: 6px; pointer-events: auto;
    background: #1d1a14; color: #f7ead2; font: 12px/1.4 system-ui, sans-serif; }
  b { font-weight: 600; color: #f5b54a; }
  button { all: unset; cursor: pointer; padding: 2px 8px; border-radius: 4px; background: #f5b54a; color: #1d1a14; white-space: nowrap; }
  button:focus-visible { outline: 2px solid #fff; }
`;

export interface Bar {
  show(language: "en" | "pt-BR", on: readonly SwitchedOn[]): void;
  /** What a switch says beside its name. */
  note(id: string, text: string): void;
  remove(): void;
  isThere(): boolean;
}

/** A box on the page that nothing of the page can look into. */
export function createBox(page: Window & typeof globalThis, style: string) {
  const { document } = page;
  const host = document.createElement("hopscope-companion");
  const root = host.attachShadow({ mode: "closed" });
  // Not an element: a policy may forbid those.
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  let wanted = true;
  const add = () => wanted && document.documentElement.append(host);
  // A framework that takes over the server's document must find it as it came.
  if (document.readyState === "complete") add();
  else page.addEventListener("load", add, { once: true });
  return {
    root,
    remove() {
      wanted = false;
      page.removeEventListener("load", add);
      host.remove();
    },
    isThere: () => host.isConnected,
  };
}

export function createBar(page: Window & typeof globalThis, onEnd: () => void): Bar {
  const box = createBox(page, STYLE);
  const { document } = page;
  const [frame, name, list, button] = (["div", "b", "span", "button"] as const).map((tag) =>
    document.createElement(tag),
  ) as [HTMLElement, HTMLElement, HTMLElement, HTMLButtonElement];
  frame.setAttribute("role", "status");
  button.type = "button";
  button.addEventListener("click", (event) => event.isTrusted && onEnd());
  frame.append(name, list, button);
  box.root.append(frame);
  const notes = new Map<string, string>();
  let shown: { language: "en" | "pt-BR"; on: readonly SwitchedOn[] } = { language: "en", on: [] };

  const render = () => {
    const { language, on } = shown;
    const texts = on.map(({ id }) => {
      const title = say(switchWords[id as SwitchId].name, language);
      const note = notes.get(id);
      return note ? `${title}: ${note}` : title;
    });
    const isFault = on.some(({ id }) => switchOf(id)?.kind === "fault");
    name.textContent = say(isFault ? barWords.faults : barWords.fixes, language);
    list.textContent = texts.join(" · ");
    button.textContent = say(barWords.end, language);
    button.title = say(barWords.key, language);
  };
  return {
    ...box,
    show(language, on) {
      shown = { language, on };
      render();
    },
    note(id, text) {
      notes.set(id, text);
      render();
    },
  };
}
