/**
 * The panel's way to every frame of a tab. The top frame is found by its number; the others come and go, so each of them says that it is there, to
 * nobody in particular, and the panel opens a port to the document that the browser names as the sender. What is said
 * this way has no content: a page cannot say it, and it tells nothing.
 */
import {
  connectTab,
  PORT_NAME,
  type ConnectionState,
  type Listeners,
  type RuntimePort,
  type TabHandlers,
  type TabLine,
} from "./runtime-port.ts";

/** The panel to all frames of its tab: who is there? A frame to all panels: I am. */
const ROLL = "hopscope.roll";
const HERE = "hopscope.here";

/** Whom the browser names as the sender of a message. Firefox has no ids of documents. */
interface Sender {
  tab?: { id?: number | undefined } | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
}

interface Runtime {
  sendMessage(message: string): Promise<unknown>;
  onMessage: Listeners<(message: unknown, sender: Sender) => void>;
}

type Target = { name: string } & ({ frameId: number } | { documentId: string });

interface Tabs {
  connect(tabId: number, target: Target): RuntimePort;
  sendMessage(tabId: number, message: string): Promise<unknown>;
}

/** Nobody listening is no news; an extension that was replaced meanwhile has nobody left either. */
function tell(send: () => Promise<unknown>): void {
  try {
    send().catch(() => {});
  } catch {
    return;
  }
}

/** Lets panels find the relay of this frame, unless it is the top one: at once, when they ask, and when it is shown again. */
export function answerRoll(runtime: Runtime, window: Window): void {
  if (window === window.top) return;
  const { document } = window;
  const here = () => {
    // Until a prerendered page is shown its frames have other numbers.
    if (!isPrerendering(document)) tell(() => runtime.sendMessage(HERE));
  };
  runtime.onMessage.addListener((message) => {
    if (message === ROLL) here();
  });
  document.addEventListener("prerenderingchange", here);
  // The browser closes the ports of a page that it puts into its back/forward cache.
  window.addEventListener("pageshow", ({ persisted }) => persisted && here());
  here();
}

/** Chromium may make a page ahead of time: until it is shown it is no page of its tab. */
export const isPrerendering = (document: Document) =>
  Reflect.get(document, "prerendering") === true;

/** A connection to a tab with all its frames. As a line it is that of the top frame. */
export interface FramedLine extends TabLine {
  /** The line to the frame that this document is in; the top one's if that is not known. */
  to(doc: string | undefined): TabLine;
  /** The lines to all frames, that of the top one first. */
  all(): TabLine[];
}

/** Connects to all frames of a tab until it is closed; live when any of them is. Events of others than the top one are stamped with their frame. */
export function connectFrames(
  { tabs, runtime }: { tabs: Tabs; runtime: Runtime },
  tabId: number,
  { onEvents, onState }: TabHandlers,
): FramedLine {
  /** By the browser's name of the document. */
  const frames = new Map<string, TabLine>();
  const byDoc = new Map<string, TabLine>();
  let state: ConnectionState = "connecting";
  let told: ConnectionState | undefined;
  const tellState = () => {
    const next = [...frames.values()].some((line) => line.isLive()) ? "live" : state;
    if (next !== told) onState((told = next));
  };

  const top = connectTab(tabs, tabId, {
    onEvents,
    onState(next) {
      state = next;
      tellState();
    },
  });

  const drop = (key: string) => {
    const line = frames.get(key);
    frames.delete(key);
    for (const [doc, known] of byDoc) if (known === line) byDoc.delete(doc);
    line?.close();
    tellState();
  };

  const open = (key: string, frameId: number, documentId: string | undefined) => {
    let line: TabLine | undefined;
    const target = documentId === undefined ? { frameId } : { documentId };
    const connect = (id: number) => tabs.connect(id, { ...target, name: PORT_NAME });
    let wasLive = false;
    line = connectTab({ connect }, tabId, {
      onEvents(events) {
        // The browser says which one it is: the reader lets no event in that says it itself.
        for (const event of events) event.frameId = frameId;
        const doc = events[0]?.doc;
        if (doc !== undefined && line) byDoc.set(doc, line);
        onEvents(events);
      },
      onState(next) {
        // A frame that has gone is looked for no more: one that comes back says so.
        if (next === "gone" || (wasLive && next === "connecting")) queueMicrotask(() => drop(key));
        wasLive = next === "live";
        tellState();
      },
    });
    frames.set(key, line);
  };

  const hear = (message: unknown, { tab, frameId, documentId }: Sender) => {
    if (message !== HERE || tab?.id !== tabId || !frameId) return;
    const key = documentId ?? String(frameId);
    if (documentId === undefined) drop(key);
    if (!frames.has(key)) open(key, frameId, documentId);
  };
  runtime.onMessage.addListener(hear);
  tell(() => tabs.sendMessage(tabId, ROLL));

  return {
    ...top,
    to: (doc) => byDoc.get(doc ?? "") ?? top,
    all: () => [top, ...frames.values()],
    close() {
      runtime.onMessage.removeListener(hear);
      for (const line of frames.values()) line.close();
      frames.clear();
      top.close();
    },
  };
}
