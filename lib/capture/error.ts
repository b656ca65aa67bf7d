/** What nobody caught, and what the page's own policy blocked. */
import { redactUrl } from "./redact.ts";
import { listen, type Tap } from "./tap.ts";

export const tapError: Tap = {
  name: "error",
  start({ page, safe, say, undo }) {
    const on = <E extends Event>(target: EventTarget, type: string, read: (event: E) => void) =>
      undo(
        listen<E>(target, type, (event) => {
          if (event.isTrusted) safe(() => read(event));
        }),
      );
    on<ErrorEvent>(page, "error", ({ message, error }) => {
      say({ kind: "error.throw", message, ...readStack(error) });
    });
    on<PromiseRejectionEvent>(page, "unhandledrejection", ({ reason }) => {
      const message = reason instanceof Error ? reason.message : String(reason);
      say({ kind: "error.reject", message, ...readStack(reason) });
    });
    on<SecurityPolicyViolationEvent>(
      page.document,
      "securitypolicyviolation",
      ({ blockedURI, effectiveDirective: directive }) => {
        say({ kind: "error.csp", blocked: redactUrl(blockedURI), directive });
      },
    );
  },
};

function readStack(error: unknown): { stack?: string } {
  return error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {};
}
