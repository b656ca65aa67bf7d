import { useEffect, useEffectEvent, useState } from "react";
import { createRoot } from "react-dom/client";
import { browser } from "wxt/browser";
import { App } from "../../components/app.tsx";
import type { Connection } from "../../components/empty.tsx";
import "../../components/panel.css";
import type { FollowNeighbours } from "../../components/sync/neighbours.ts";
import { useSites } from "../../components/use-sites.ts";
import { noSettings, type Settings } from "../../components/settings.ts";
import { wordsOf } from "../../components/words.ts";
import { imageProfile, type Budgets } from "../../lib/chain/profile.ts";
import type { Language } from "../../lib/chain/text.ts";
import type { Site } from "../../lib/sites/site.ts";
import { followNeighbours } from "../../lib/journal/neighbours.ts";
import { clearJournal, recallTab, type Recall } from "../../lib/journal/recall.ts";
import { createHopscope } from "../../lib/store.ts";
import { connectFrames, type FramedLine } from "../../lib/wire/frames.ts";
import { offerAutomation } from "./automation.ts";
import { createCompanion } from "./companion.ts";
import { followHere } from "./here.ts";
import { createKeeper } from "./keeper.ts";
import { followLearning } from "./learning.ts";
import { followMeasures } from "./measures.ts";
import { createProbes } from "./probes.ts";
import { loadSettings, storeSettings } from "./settings.ts";
import { followTheme } from "./theme.ts";
import { acceptDrops, fromAddress, pickFiles, type TraceFile } from "./trace-file.ts";
import { useShare } from "./use-share.ts";
import { useTraceFile } from "./use-trace-file.ts";
import { viewOf } from "./view.ts";

const query = new URLSearchParams(location.search);
const store = createHopscope({ profile: imageProfile });
const { view, indexOf, hold } = viewOf(store);
const words = wordsOf(navigator.language);
const tabId = Number(query.get("tabId") ?? browser.devtools?.inspectedWindow.tabId ?? Number.NaN);
const traceUrl = query.get("trace");
const readClock = () => performance.timeOrigin + performance.now();
let line: FramedLine | undefined;
let recall: Recall | undefined;

/** A tab that is not there is no news to `connectTab`, but an error in the console to a browser that is not asked for it. */
function connect(...given: Parameters<typeof browser.tabs.connect>) {
  const port = browser.tabs.connect(...given);
  port.onDisconnect.addListener(() => void browser.runtime.lastError);
  return port;
}
const companion = createCompanion({
  store,
  line: () => line,
  tabId,
  language: navigator.language,
});
const neighbours: FollowNeighbours = (origin, take) => followNeighbours(tabId, origin, take);
const keeper = createKeeper();
const lines = {
  line: (doc: string) => line?.to(doc),
  everywhere: () => line?.all() ?? [],
};
const probes = createProbes({ store, ...lines, tabId, now: readClock });

function Panel() {
  const fromFile = traceUrl !== null || Number.isNaN(tabId);
  const [connection, setConnection] = useState<Connection>(fromFile ? "file" : "connecting");
  const [notice, setNotice] = useState<string>();
  const [recording, setRecording] = useState(true);
  const [settings, setSettings] = useState(noSettings);
  const [learned, setLearned] = useState<Budgets>({});
  const [here, setHere] = useState<Site>();
  const { open, reading, files, others } = useTraceFile({
    ...{ store, hold, words },
    onNotice: setNotice,
  });
  const live = connection !== "file";
  const { open: openShare, share } = useShare(store, words, live ? probes.bodies : undefined);
  // Firefox has no permissions in DevTools: there the popup is the place, and the empty panel says so.
  const sites = useSites(browser.permissions, here, words);

  const keep = (changed: Settings) => {
    setSettings(changed);
    storeSettings(changed).catch((error: unknown) => setNotice(String(error)));
  };

  const onBudgets = useEffectEvent((budgets: Budgets) => keep({ ...settings, budgets }));

  const clear = () => {
    const { events } = store.getState();
    if (recall) recall.clear(events);
    else void clearJournal(tabId, events).catch(() => {});
  };

  const show = (chosen: TraceFile[]) => {
    setConnection("file");
    open(chosen);
  };
  const onFiles = useEffectEvent(show);
  const onAddress = useEffectEvent((address: string) => open([fromAddress(address)]));

  // A file takes the place of the tab: the panel never mixes the two.
  useEffect(() => {
    if (!live || !recording) return undefined;
    const tabs = {
      connect,
      sendMessage: async (id: number, message: string) =>
        await browser.tabs.sendMessage(id, message),
    };
    const { append } = store.getState();
    const recalled = recallTab(tabId, append);
    const connected = connectFrames({ tabs, runtime: browser.runtime }, tabId, {
      onEvents: recalled.hear,
      onState: setConnection,
    });
    line = connected;
    recall = recalled;
    return () => {
      line = undefined;
      recall = undefined;
      connected.close();
      recalled.close();
    };
  }, [live, recording]);

  useEffect(() => {
    const { devtools, permissions } = browser;
    return devtools && permissions ? followHere(devtools, setHere) : undefined;
  }, []);

  // A trace is judged by the budgets that it names.
  useEffect(() => {
    if (live) store.getState().setBudgets({ ...learned, ...settings.budgets });
  }, [live, learned, settings.budgets]);
  const { measures } = settings;
  useEffect(() => {
    if (!live || !measures) return undefined;
    return followMeasures({ store, ...lines, language: words.language as Language });
  }, [live, measures]);
  useEffect(() => (live ? followLearning(store, setLearned) : undefined), [live]);

  useEffect(() => {
    // Scripts may talk to the panel once its settings are known.
    void loadSettings()
      .then(setSettings, (error: unknown) => setNotice(String(error)))
      .finally(() =>
        offerAutomation(window, store, (budgets) => onBudgets(budgets), companion.set),
      );
    acceptDrops(window, (opened) => onFiles(opened));
    if (traceUrl) onAddress(traceUrl);
    // Once: the window and the address stay the same as long as the panel.
  }, []);

  return (
    <App
      {...(live ? { probes, companion, neighbours, keeper } : { neighbours: others, files })}
      store={view}
      indexOf={indexOf}
      profile={imageProfile}
      connection={connection}
      language={navigator.language}
      clock={live ? readClock : undefined}
      notice={notice}
      reading={reading}
      recording={recording}
      onRecord={live ? setRecording : undefined}
      learned={learned}
      sites={live ? sites : undefined}
      settings={settings}
      onSettings={keep}
      onClear={live ? clear : undefined}
      onSave={() => void openShare()}
      share={share}
      onOpen={() => pickFiles(show)}
      onReload={live ? () => void browser.tabs.reload(tabId) : undefined}
    />
  );
}

followTheme(browser.devtools?.panels);
const root = document.getElementById("root");
if (root) createRoot(root).render(<Panel />);
