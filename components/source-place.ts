import { FlattenMap, originalPositionFor, type TraceMap } from "@jridgewell/trace-mapping";

/** Where a line of a stack points: an address, a line and a column, both from 1. */
interface Frame {
  url: string;
  line: number;
  column: number;
}

/** Frames of Chromium ("at f (url:1:2)") and Firefox ("f@url:1:2"), with an address that can be asked for. */
export function framesOf(stack: string): Frame[] {
  return stack.split("\n").flatMap((text) => {
    const [, url, line, column] = /(https?:\/\/[^\s()]+):(\d+):(\d+)\)?$/.exec(text.trim()) ?? [];
    return url ? [{ url, line: Number(line), column: Number(column) }] : [];
  });
}

/** The app's own place in a stack: "hooks/use-queue.ts:31"; of a bundle without a map "page-1f3a.js:1:20331". */
export async function sourcePlace(
  stack: string,
  read: (url: string) => Promise<string>,
): Promise<string | undefined> {
  const frames = framesOf(stack);
  const maps = new Map<string, Promise<TraceMap | undefined>>();
  for (const { url, line, column } of frames) {
    const reading = maps.get(url) ?? mapOf(url, read).catch(() => undefined);
    maps.set(url, reading);
    const map = await reading;
    const found = map && originalPositionFor(map, { line, column: column - 1 });
    // What a library registered for the app is not the app's place.
    if (found?.source && !found.source.includes("node_modules")) {
      return `${shortSource(found.source)}:${found.line}`;
    }
  }
  const [first] = frames;
  return first && `${first.url.split("?")[0]?.split("/").at(-1)}:${first.line}:${first.column}`;
}

/** The source map that a script names last, inline or at an address. */
async function mapOf(url: string, read: (url: string) => Promise<string>) {
  const named = [...(await read(url)).matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(
    -1,
  )?.[1];
  if (named === undefined) return undefined;
  const inline = /^data:[^,]*;base64,(.*)$/s.exec(named)?.[1];
  const text =
    inline === undefined
      ? await read(new URL(named, url).href)
      : new TextDecoder().decode(Uint8Array.from(atob(inline), (unit) => unit.charCodeAt(0)));
  // Some servers put a line before the JSON, so that it cannot be run as a script.
  return FlattenMap(text.replace(/^\)\]\}[^\n]*\n/, ""));
}

/** A path inside the app's folder: bundlers put a scheme and names of their own before it. */
const shortSource = (source: string): string =>
  source
    .replace(/^[a-z-]+:\/\/\/?(_N_E\/|\[project\]\/)?/, "")
    .replace(/^(\.{1,2}\/)+/, "")
    .replace(/\?.*$/, "");
