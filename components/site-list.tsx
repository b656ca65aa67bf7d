import { ALWAYS_ON } from "../lib/sites/scripts.ts";
import { siteOfPattern } from "../lib/sites/site.ts";
import type { Sites } from "./use-sites.ts";
import { fill, useWords } from "./words.ts";

/** Every site on which Hopscope runs, each with its end. */
export function SiteList({ list, onSwitch }: Pick<Sites, "list" | "onSwitch">) {
  const words = useWords();
  return (
    <ul className="sites">
      {list.map((site) => (
        <li key={site} data-site={site}>
          <span>{site}</span>
          <button
            className="link"
            aria-label={fill(words.switchOffOf, { site })}
            onClick={() => onSwitch(site, false)}
          >
            {words.switchOff}
          </button>
        </li>
      ))}
      {ALWAYS_ON.map(siteOfPattern).map((site) => (
        <li key={site}>
          <span>{site}</span>
          <span className="dim">{words.alwaysOn}</span>
        </li>
      ))}
    </ul>
  );
}
