/** Which watched URLs the data of a cache entry had before a write and has after it. */
import { push } from "./list.ts";
import { Set } from "./natives.ts";
import { readNodeUrls, type Needles } from "./needles.ts";
import type { CaptureOptions } from "./options.ts";
import { Search } from "./search.ts";

const DEPTH = 8;
const VALUES = 5_000;
/** At most so many URLs of one entry are told. */
const CAP = 100;

/** Of a project all the URLs of its nodes, of anything else the watched ones; nothing when there is none to look for. */
export function readHoldings(
  key: string,
  from: unknown,
  to: unknown,
  needles: Needles,
  { projectKey }: CaptureOptions,
): { held?: string[]; holds?: string[] } {
  const isProject = key.includes(projectKey);
  if (!isProject && needles.image.size === 0) return {};
  const read = (data: unknown) => {
    const urls = isProject ? readNodeUrls(data) : [];
    const all = [...new Set([...urls, ...findWatched(data, needles.image)])];
    all.length = Math.min(all.length, CAP);
    return all;
  };
  return { held: read(from), holds: read(to) };
}

function findWatched(data: unknown, urls: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const limits = { values: VALUES, end: Infinity, now: () => 0 };
  new Search(urls, limits, (url) => push(found, url)).visit(data, DEPTH);
  return found;
}
