import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { browser, type Browser } from "wxt/browser";
import "../../components/popup.css";
import { Popup } from "../../components/popup.tsx";
import { useSites } from "../../components/use-sites.ts";
import { wordsOf } from "../../components/words.ts";
import { siteOf } from "../../lib/sites/site.ts";
import { followTheme } from "../panel/theme.ts";

// As a page of its own it is told which site it is about: no click has named a tab to it.
const asked = new URLSearchParams(location.search).get("site");
const words = wordsOf(navigator.language);

function ToolbarPopup() {
  const [tab, setTab] = useState<Browser.tabs.Tab>();
  const sites = useSites(browser.permissions, siteOf(asked ?? tab?.url), words);
  useEffect(() => {
    // The click that opened the popup lets it read the address of this tab, and of no other.
    if (asked === null)
      void browser.tabs.query({ active: true, currentWindow: true }).then(([one]) => setTab(one));
  }, []);

  const reload = () => {
    if (tab?.id !== undefined) void browser.tabs.reload(tab.id).then(() => window.close());
  };
  if (!sites || (asked === null && !tab)) return null;
  return <Popup sites={sites} language={navigator.language} onReload={tab && reload} />;
}

followTheme(undefined);
const root = document.getElementById("root");
if (root) createRoot(root).render(<ToolbarPopup />);
