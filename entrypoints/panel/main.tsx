import { useEffect, useEffectEvent, useState } from "react";
import { createRoot } from "react-dom/client";
import { browser } from "wxt/browser";
import { App } from "../../components/app.tsx";
import type { Connection } from "../../components/empty.tsx";
import "../../components/panel.css";
import { fill, wordsOf } from "../../components/words.ts";
import { imageProfile } from "../../lib/chain/profile.ts";
import { createHopscope } from "../../lib/store.ts";
import { connectTab } from "../../lib/wire/runtime-port.ts";
import { offerAutomation } from "./automation.ts";
import { followTheme } from "./theme.ts";
import { acceptDrops, fetchTrace, pickFile, saveTrace, showTrace } from "./trace.ts";

const query = new URLSearchParams(location.search);
const store = createHopscope({ profile: imageProfile });
const words = wordsOf(navigator.language);
const tabId = Number(query.get("tabId") ?? browser.devtools?.inspectedWindow.tabId ?? Number.NaN);
const traceUrl = query.get("trace");
const readClock = () => performance.timeOrigin + performance.now();

function Panel() {
  const fromFile = traceUrl !== null || Number.isNaN(tabId);
  const [connection, setConnection] = useState<Connection>(fromFile ? "file" : "connecting");
  const [notice, setNotice] = useState<string>();
  const [recording, setRecording] = useState(true);
  const live = connection !== "file";

  const read = (text: Promise<string>) => {
    text
      .then((content) => setNotice(showTrace(store, content, words)))
      .catch((error: unknown) => setNotice(fill(words.badFile, { message: String(error) })));
  };

  const show = (text: Promise<string>) => {
    setConnection("file");
    read(text);
  };
  const onText = useEffectEvent(show);
  const onAddress = useEffectEvent(read);

  // A file takes the place of the tab: the panel never mixes the two.
  useEffect(() => {
    if (!live || !recording) return undefined;
    return connectTab(browser.tabs, tabId, {
      onEvents: (events) => store.getState().append(events),
      onState: setConnection,
    });
  }, [live, recording]);

  useEffect(() => {
    acceptDrops(window, (text) => onText(text));
    if (traceUrl) onAddress(fetchTrace(traceUrl));
    // Once: the window and the address stay the same as long as the panel.
  }, []);

  return (
    <App
      store={store}
      profile={imageProfile}
      connection={connection}
      language={navigator.language}
      clock={live ? readClock : undefined}
      notice={notice}
      recording={recording}
      onRecord={live ? setRecording : undefined}
      onSave={() => saveTrace(store)}
      onOpen={() => pickFile(show)}
      onReload={live ? () => void browser.tabs.reload(tabId) : undefined}
    />
  );
}

followTheme(browser.devtools?.panels);
offerAutomation(window, store);
const root = document.getElementById("root");
if (root) createRoot(root).render(<Panel />);
