/** What a panel has switched on lasts no longer than its connection. */
import type { Channel } from "./channel.ts";
import type { Message } from "./message.ts";

const END: Message = { kind: "command", command: { kind: "companion.end" } };

/** The channel of a panel that ends, when it closes, the companion that was switched on through it. */
export function leased(panel: Channel): Channel {
  let holds = false;
  panel.onMessage((message) => {
    if (message.kind !== "command" || message.command.kind !== "companion.set") return;
    holds = message.command.on.length > 0;
  });
  return {
    post: (message) => panel.post(message),
    onClose: (handler) => panel.onClose(handler),
    close: () => panel.close(),
    onMessage(handler) {
      const forget = panel.onMessage(handler);
      const forgetClose = panel.onClose(() => {
        if (holds) handler(END);
      });
      return () => {
        forget();
        forgetClose();
      };
    },
  };
}
