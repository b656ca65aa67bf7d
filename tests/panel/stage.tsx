import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach } from "vitest";
import { App, type AppProps } from "../../components/app.tsx";
import { imageProfile } from "../../lib/chain/profile.ts";
import { fixtureStore } from "./fixture.ts";

const ignore = () => undefined;

/** A panel in a document, new for each test of the file that calls this, and hands to use it. */
export function setStage() {
  let root: Root;
  let box: HTMLElement;
  beforeEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    box = document.body.appendChild(document.createElement("div"));
    root = createRoot(box);
  });
  afterEach(() => {
    act(() => root.unmount());
    box.remove();
  });

  const one = (selector: string): HTMLElement => {
    const found = box.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`nothing is ${selector}`);
    return found;
  };
  return {
    one,
    all: (selector: string) => [...box.querySelectorAll<HTMLElement>(selector)],
    show(props: Partial<AppProps> = {}) {
      const store = props.store ?? fixtureStore();
      const base = { store, profile: imageProfile, connection: "live" as const };
      act(() => root.render(<App {...base} onSave={ignore} onOpen={ignore} {...props} />));
      return store;
    },
    click: (selector: string) => act(() => one(selector).click()),
    /** Clicks and lets what was asked be answered. */
    ask: (selector: string) => act(async () => one(selector).click()),
    press: (key: string, target: EventTarget = window) =>
      act(
        () =>
          void target.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
          ),
      ),
    /** Types a text into a field as a person does. */
    type(selector: string, text: string) {
      const field = one(selector) as HTMLInputElement;
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      act(() => {
        set?.call(field, text);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    },
  };
}
