/** React DevTools in a page: its hook and its backend, with a front end that agrees to everything and notes what it is told. */
import { activate, createBridge, initialize } from "react-devtools-inline/backend";

const told: string[] = [];
let tell: (message: unknown) => void = () => {};
initialize(window);
const bridge = createBridge(window, {
  listen(hear) {
    tell = hear;
    return () => {};
  },
  send(event) {
    told.push(event);
    if (event !== "getSavedPreferences") return;
    const payload = { componentFilters: [] };
    queueMicrotask(() => tell({ event: "savedPreferences", payload }));
  },
});
activate(window, { bridge });
Object.assign(window, { devtools: { told } });
