import type { browser } from "wxt/browser";
import { siteOf, type Site } from "../../lib/sites/site.ts";

type Devtools = Pick<typeof browser.devtools, "inspectedWindow" | "network">;

/**
 * Calls `onSite` with the site of the inspected page, now and after each navigation. What the page answers is only ever a
 * name: it is shown, and asked for by a click on that name.
 */
export function followHere(
  { inspectedWindow, network }: Devtools,
  onSite: (site: Site | undefined) => void,
): () => void {
  let navigated = false;
  const onNavigated = (url: string) => {
    navigated = true;
    onSite(siteOf(url));
  };
  network.onNavigated.addListener(onNavigated);
  inspectedWindow.eval<unknown>("location.origin", (...[origin]) => {
    // The browser's own word, once there is one, is the better one.
    if (!navigated) onSite(siteOf(origin));
  });
  return () => network.onNavigated.removeListener(onNavigated);
}
