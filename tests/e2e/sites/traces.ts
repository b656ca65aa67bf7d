import type { Page, Protocol } from "puppeteer-core";

/** What a page's own script could notice of us. */
const OUTLOOK = `(() => {
  const places = { window, document, WebSocket, "WebSocket.prototype": WebSocket.prototype, "History.prototype": History.prototype };
  const own = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, Reflect.ownKeys(place).map(String).sort()]));
  const called = { fetch, WebSocket, parse: JSON.parse, log: console.log, error: console.error, send: WebSocket.prototype.send,
    listen: EventTarget.prototype.addEventListener, push: history.pushState, image: Image, message: postMessage };
  const source = Object.fromEntries(Object.entries(called).map(([name, f]) => [name, Function.prototype.toString.call(f)]));
  const described = ["fetch", "WebSocket", "Image"].map((name) => {
    const { value, ...shape } = Object.getOwnPropertyDescriptor(window, name);
    return [name, shape, value.name, value.length, Reflect.ownKeys(value).map(String)];
  });
  return { own, source, described, html: document.documentElement.outerHTML };
})()`;

export interface Traces {
  outlook: unknown;
  /** Names of extensions with a world of their own in the page. */
  worlds: string[];
  /** Scripts of extensions that ran in the page. */
  scripts: string[];
  /** Bytes of them. */
  bytes: number;
}

/** Loads an address and looks for everything that an extension leaves in a page. */
export async function tracesIn(page: Page, url: string): Promise<Traces> {
  const session = await page.createCDPSession();
  const worlds = new Map<number, string>();
  const scripts = new Map<string, Protocol.Debugger.ScriptParsedEvent>();
  // What the document before had is told too when this begins.
  session.on("Runtime.executionContextsCleared", () => {
    worlds.clear();
    scripts.clear();
  });
  session.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin.startsWith("chrome-extension://")) worlds.set(context.id, context.name);
  });
  session.on("Debugger.scriptParsed", (script) => {
    if (script.url.startsWith("chrome-extension://")) scripts.set(script.scriptId, script);
  });
  await page.goto("about:blank");
  await session.send("Runtime.enable");
  await session.send("Debugger.enable");
  await page.goto(url, { waitUntil: "load" });
  const outlook: unknown = await page.evaluate(OUTLOOK);
  await session.detach();
  const found = [...scripts.values()];
  return {
    outlook,
    worlds: [...worlds.values()],
    scripts: found.map((script) => new URL(script.url).pathname).toSorted(),
    bytes: found.reduce((sum, script) => sum + (script.length ?? 0), 0),
  };
}
