import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { browser, type Browser } from "wxt/browser";
import "../../components/popup.css";
import { Popup } from "../../components/popup.tsx";
import { useSites } from "../../components/use-sites.ts";
import { wordsOf } from "../../components/words.ts";
import { patternOf, siteOf, type Site } from "../../lib/sites/site.ts";
import { languageOf } from "../../lib/chain/text.ts";
import { followTheme } from "../panel/theme.ts";
import { useSupport } from "./use-support.ts";

// As a page of its own it is told which site and tab it is about: no click has named a tab to it.
const query = new URLSearchParams(location.search);
const asked = query.get("site");
const askedTab = query.get("tab");
const words = wordsOf(navigator.language);

function ToolbarPopup() {
  const [tab, setTab] = useState<Pick<Browser.tabs.Tab, "id" | "url"> | undefined>(
    asked === null ? undefined : { url: asked, ...(askedTab !== null && { id: Number(askedTab) }) },
  );
  const sites = useSites(browser.permissions, siteOf(tab?.url), words);
  const support = useSupport(tab?.id, languageOf(navigator.language));
  useEffect(() => {
    // The click that opened the popup lets it read the address of this tab, and of no other.
    if (asked === null)
      void browser.tabs.query({ active: true, currentWindow: true }).then(([one]) => setTab(one));
  }, []);

  const { id } = tab ?? {};
  const reload = () => {
    if (id !== undefined) void browser.tabs.reload(id).then(() => window.close());
  };
  if (!sites || !tab) return null;
  const { here } = sites;
  const allow = () => {
    if (here)
      sites.onSwitch(here, true, () => void registered(here).then(() => support?.onRecord(true)));
  };
  return (
    <Popup
      sites={sites}
      language={navigator.language}
      onReload={id === undefined ? undefined : reload}
      support={id === undefined ? undefined : support}
      onAllow={allow}
    />
  );
}

/** Resolves when the scripts for a site are there, which a page must be loaded after; the background puts them. */
async function registered(site: Site): Promise<void> {
  const isThere = async () => {
    const scripts = await browser.scripting.getRegisteredContentScripts();
    return scripts.some(({ matches }) => matches?.includes(patternOf(site)));
  };
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50));
}

followTheme(undefined);
const root = document.getElementById("root");
if (root) createRoot(root).render(<ToolbarPopup />);
