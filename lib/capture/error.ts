/** What nobody caught, and what the page's own policy blocked. */
import { messageOf, stackOf } from "./reason.ts";
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
      say({ kind: "error.reject", message: messageOf(reason), ...readStack(reason) });
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
  const stack = stackOf(error);
  return stack === undefined ? {} : { stack };
}
