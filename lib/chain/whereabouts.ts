import type { CommitHit, EventOf } from "../event.ts";
import type { Correlator } from "./correlate.ts";
import type { Evidence } from "./evidence.ts";
import { firstFrom } from "./facts.ts";
import { urlKey } from "./names.ts";

/** The last look at React's whole tree for a job id or URL in this tab, from `from` to `until` (ms); one that was not finished tells nothing. */
export const lastLook = (
  log: Correlator,
  { facts }: Evidence,
  needle: string | undefined,
  from: number,
  until = Infinity,
): EventOf<"react.look"> | undefined =>
  log.screen.looks
    .of(needle)
    .findLast(
      (look) => !look.exhausted && look.at >= from && look.at <= until && log.isOwn(facts, look),
    );

/** Where a commit or a look found this job id or URL. */
export const hitsOf = ({ hits }: { hits: CommitHit[] }, needle: string): CommitHit[] =>
  hits.filter((hit) => urlKey(hit.needle) === needle);

const TAGS = new Set(
  "a abbr article b button code dd del details div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header i img input label li main nav ol option p pre q s section small span strong summary svg table tbody td text tfoot th thead time tr u ul video".split(
    " ",
  ),
);

/** Something of the page itself holds it: it is rendered. Names of components may be as short as tags where code is minified. */
export const isElement = ({ where, component = "" }: CommitHit): boolean =>
  where === "props" && TAGS.has(component);

/** The component of the last of these that says so, as a tag: "<Queue>". */
export function componentOf(hits: CommitHit[]): string | undefined {
  const name = hits.findLast(({ component }) => component !== undefined)?.component;
  return name === undefined ? undefined : `<${name}>`;
}

/** A lazy image loads when it is scrolled into view: until then its element is all that the chain can do. */
export const isOutOfView = ({ lazy, inView }: EventOf<"image.start">): boolean =>
  lazy && inView === false;

/** Whether data that was written held the picture. */
export const holdsOf = ({ holds }: { holds?: string[] | undefined }, key: string): boolean =>
  holds?.some((url) => urlKey(url) === key) ?? false;

/** The last that was said of the picture's element in this tab: shown, refused or taken away. */
export const lastImage = (log: Correlator, { facts, url }: Evidence, until = Infinity) =>
  log.screen.images
    .of(url === undefined ? undefined : urlKey(url))
    .findLast((each) => each.at <= until && log.isOwn(facts, each));

/** The first commit in this tab that held `needle` at or after `at` (ms). */
export const commitAfter = (
  log: Correlator,
  { facts }: Evidence,
  needle: string | undefined,
  at: number,
) => firstFrom(log.screen.commits.of(needle), at, (each) => log.isOwn(facts, each));
