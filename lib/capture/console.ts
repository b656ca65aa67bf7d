/** Console lines of the app's own realtime logging, told by their prefix, and warnings of the client that explain much. */
import { map, some } from "./list.ts";
import { Proxy, Reflect } from "./natives.ts";
import { boundedJson } from "./json.ts";
import { patch } from "./patch.ts";
import { redactTokens } from "./redact.ts";
import type { Context, Tap } from "./tap.ts";

const levels = ["debug", "log", "info", "warn", "error"] as const;

export const tapConsole: Tap = {
  name: "console",
  start(context) {
    const { page, safe, undo } = context;
    for (const level of levels) {
      undo(
        patch(
          page.console,
          level,
          (native: Console["log"]) =>
            new Proxy(native, {
              apply(target, self, args: unknown[]) {
                safe(() => read(level, args, context));
                return Reflect.apply(target, self, args) as undefined;
              },
            }),
        ),
      );
    }
  },
};

function read(level: string, [text, ...rest]: unknown[], { options, say }: Context): void {
  if (typeof text !== "string") return;
  const { linePrefixes, lineParts } = options;
  const concerns =
    some(linePrefixes, (prefix) => text.startsWith(prefix)) ||
    some(lineParts, (part) => text.includes(part));
  if (!concerns) return;
  const args = map(rest, (value) => redactTokens(boundedJson(value, options.lineCap)));
  say({ kind: "console.line", level, text: redactTokens(text.slice(0, options.lineCap)), args });
}
