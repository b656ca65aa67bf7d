/** How both content scripts run, wherever they run: in the manifest and when they are registered for a site. */
export const RUNS = {
  runAt: "document_start",
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
} as const;

/** Where Hopscope is always on: the manifest names these and no others. */
export const ALWAYS_ON = ["http://localhost/*", "http://127.0.0.1/*"];

/** What is registered for sites. The relay is first: it must listen when the tap offers its port. */
const SCRIPTS = [
  { id: "site-1-relay", js: ["content-scripts/relay.js"], world: "ISOLATED" },
  { id: "site-2-tap", js: ["content-scripts/tap.js"], world: "MAIN" },
] as const;

/** Ours are known by this, among all that may be registered. */
export const isOurs = (id: string): boolean => id.startsWith("site-");

export interface Registration {
  id: string;
  js: string[];
  matches: string[];
  excludeMatches: string[];
  world: "ISOLATED" | "MAIN";
  runAt: "document_start";
  allFrames: boolean;
  matchOriginAsFallback: boolean;
  persistAcrossSessions: boolean;
}

/**
 * What has to be registered when these patterns are granted: nothing for none, else each script once for all of them.
 * So no page gets a script twice, whatever patterns overlap; those of the manifest are left out for the same reason.
 */
export function registrationsFor(patterns: string[]): Registration[] {
  if (patterns.length === 0) return [];
  const { runAt, allFrames, matchOriginAsFallback } = RUNS;
  return SCRIPTS.map(({ id, js, world }) => ({
    id,
    js: [...js],
    matches: patterns,
    excludeMatches: ALWAYS_ON,
    world,
    runAt,
    allFrames,
    matchOriginAsFallback,
    persistAcrossSessions: true,
  }));
}
