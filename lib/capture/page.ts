/** What happens to the document itself. */
import { redactUrl } from "./redact.ts";
import { listen, type Tap } from "./tap.ts";

/** The Navigation API, which TypeScript's DOM library does not have everywhere. */
interface WithNavigation {
  navigation?: EventTarget;
}

export const tapPage: Tap = {
  name: "page",
  start({ page, seam, safe, say, undo }) {
    const { document, location } = page;
    const on = (target: EventTarget, type: string, read: (event: Event) => void) =>
      undo(
        listen(target, type, (event) => {
          if (event.isTrusted || seam.gates.marks?.get(event)) safe(() => read(event));
        }),
      );
    // A tab that is opened in the background begins hidden; of a prerender nobody waits for it to be shown.
    if (document.visibilityState === "hidden" && Reflect.get(document, "prerendering") !== true) {
      say({ kind: "page.visibility", state: "hidden" });
    }
    on(document, "visibilitychange", () => {
      say({ kind: "page.visibility", state: document.visibilityState });
    });
    on(page, "online", () => say({ kind: "page.network", online: true }));
    on(page, "offline", () => say({ kind: "page.network", online: false }));
    on(page, "pagehide", (event) => {
      // First: after the leave nothing more is said.
      seam.end("navigation");
      say({ kind: "page.leave", persisted: (event as PageTransitionEvent).persisted });
    });
    on(page, "pageshow", (event) => {
      if ((event as PageTransitionEvent).persisted) say({ kind: "page.show", from: "cache" });
    });
    on(document, "prerenderingchange", () => say({ kind: "page.show", from: "prerender" }));
    const { navigation } = page as WithNavigation;
    const moved = () => say({ kind: "page.navigate", url: redactUrl(location.href) });
    if (navigation) on(navigation, "currententrychange", moved);
    else for (const type of ["popstate", "hashchange"]) on(page, type, moved);
  },
};
