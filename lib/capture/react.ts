/**
 * React commits, through the hook that React looks for at its start. Ours stands on Window.prototype: an own property
 * of window would make the user's React DevTools believe it is installed. A real one that comes later is adopted.
 */
import { Map, Object, Proxy, Reflect, WeakSet } from "./natives.ts";
import { looker, type Root } from "./look.ts";
import { assign, define, patch } from "./patch.ts";
import type { Context, Tap } from "./tap.ts";
import { walk } from "./walk.ts";

const HOOK = "__REACT_DEVTOOLS_GLOBAL_HOOK__";

type Call = (...args: unknown[]) => unknown;

/**
 * The members that React and react-refresh call without asking. No `checkDCE`: React takes it for the real developer tools,
 * and then a development build does not say in the console where to get them.
 */
function miniHook() {
  const renderers = new Map<number, unknown>();
  const nothing = () => {};
  return {
    renderers,
    supportsFiber: true,
    isDisabled: false,
    inject(renderer: unknown) {
      const id = renderers.size + 1;
      renderers.set(id, renderer);
      return id;
    },
    onCommitFiberRoot: nothing,
    onCommitFiberUnmount: nothing,
    onPostCommitFiberRoot: nothing,
    onScheduleFiberRoot: nothing,
  };
}

export const tapReact: Tap = {
  name: "react",
  start(context) {
    const { page, safe, undo } = context;
    const attached = new WeakSet<object>();
    const onCommit = commitReader(context);
    const attach = (hook: unknown) => {
      if (typeof hook !== "object" || hook === null || attached.has(hook)) return;
      attached.add(hook);
      const before = (key: string, observe: (...args: unknown[]) => void) =>
        undo(
          patch(
            hook,
            key,
            (original: Call) =>
              new Proxy(original, {
                apply(target, self, args: unknown[]) {
                  safe(() => observe(...args));
                  return Reflect.apply(target, self, args);
                },
              }),
          ),
        );
      before("onCommitFiberRoot", (_renderer, root) => onCommit(root as Root));
      before("inject", (renderer) => announce(renderer, context));
    };
    const adopt = () => {
      const own = Reflect.getOwnPropertyDescriptor(page, HOOK);
      if (own) attach(own.value ?? Reflect.get(page, HOOK));
      return own !== undefined;
    };
    if (adopt()) return;
    const mini = miniHook();
    attach(mini);
    undo(
      define(Object.getPrototypeOf(page) as object, HOOK, {
        get: () => mini,
        set(value) {
          assign(this, HOOK, value);
          safe(() => attach(value));
        },
      }),
    );
    const observer = new page.MutationObserver(() => {
      if (safe(adopt) || page.document.readyState !== "loading") observer.disconnect();
    });
    observer.observe(page.document, { childList: true, subtree: true });
    undo(() => observer.disconnect());
  },
};

function announce(renderer: unknown, { say }: Context): void {
  const { version, rendererPackageName: what } = renderer as Record<string, unknown>;
  say({
    kind: "tap.attach",
    tap: "react",
    what: typeof what === "string" ? what : "react",
    ...(typeof version === "string" && { version }),
  });
}

/** Says which of the needles a commit holds. A walk that ran out of budget is said once for the same needles. */
function commitReader(context: Context) {
  const { clock, needles, say } = context;
  const noteCommit = looker(context);
  let saidExhausted = false;
  needles.onChange(() => {
    saidExhausted = false;
  });
  return (root: Root) => {
    noteCommit(root);
    if (needles.commit.size === 0) return;
    const start = clock.now();
    const { hits, fibers, exhausted } = walk(root.current, needles.commit, clock.now);
    if (hits.length === 0 && (!exhausted || saidExhausted)) return;
    say({ kind: "react.commit", hits, fibers, ms: clock.now() - start, exhausted });
    // A state is not yet a picture of it: a look will tell whether anything below renders it.
    for (const { needle, where } of hits) if (where === "props") needles.found("commit", needle);
    saidExhausted = exhausted;
  };
}
