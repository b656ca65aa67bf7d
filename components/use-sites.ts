import { useEffect, useState } from "react";
import { followGrants, switchOff, switchOn, type Permissions } from "../lib/sites/grants.ts";
import { lookAtSites, type SitesLook } from "../lib/sites/look.ts";
import type { Site } from "../lib/sites/site.ts";
import type { Words } from "./words-en.ts";
import { fill } from "./words.ts";

/** Sites as they stand, and the switch for them. */
export interface Sites extends SitesLook {
  /** Must be called in a click: the browser asks the person. Runs `then` once it is so. */
  onSwitch: (site: Site, on: boolean, then?: () => void) => void;
  /** A sentence about a switch that did not move. */
  problem: string | undefined;
}

/** Follows the grants of the browser; undefined without `permissions`, and until the browser has answered. */
export function useSites(
  permissions: Permissions | undefined,
  here: Site | undefined,
  words: Words,
): Sites | undefined {
  const [look, setLook] = useState<SitesLook>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    if (!permissions) return undefined;
    let newest = 0;
    const again = () => {
      const mine = ++newest;
      lookAtSites(permissions, here).then(
        (next) => mine === newest && setLook(next),
        (error: unknown) => setProblem(fill(words.switchError, { message: String(error) })),
      );
    };
    again();
    const forget = followGrants(permissions, again);
    return () => {
      newest = -1;
      forget();
    };
  }, [permissions, here, words]);

  if (!permissions || !look) return undefined;
  return {
    ...look,
    problem,
    onSwitch(site, on, then) {
      const switched = on ? switchOn(permissions, site) : switchOff(permissions, site);
      switched.then(
        (done) => {
          setProblem(done ? undefined : words.notSwitched);
          if (done) then?.();
        },
        (error: unknown) => setProblem(fill(words.switchError, { message: String(error) })),
      );
    },
  };
}
