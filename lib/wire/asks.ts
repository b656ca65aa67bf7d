/** Which panel asked what: panels count their questions by themselves, so the relay gives each a number of its own. */
import type { Command, Reply } from "../command.ts";
import type { Channel } from "./channel.ts";

export interface Asks {
  /** The command as the page gets it. */
  note(panel: Channel, command: Command): Command;
  /** Gives a reply to the panel that asked, once, under the panel's own number; to nobody if none did. */
  answer(reply: Reply): void;
  forget(panel: Channel): void;
}

export function createAsks(): Asks {
  const open = new Map<number, { panel: Channel; ask: number }>();
  let count = 0;
  return {
    note(panel, command) {
      if (!("ask" in command)) return command;
      const ask = count++;
      open.set(ask, { panel, ask: command.ask });
      return { ...command, ask };
    },
    answer(reply) {
      const asked = open.get(reply.ask);
      open.delete(reply.ask);
      asked?.panel.post({ kind: "reply", reply: { ...reply, ask: asked.ask } });
    },
    forget(panel) {
      for (const [ask, asked] of open) if (asked.panel === panel) open.delete(ask);
    },
  };
}

/** Answers for a page whose taps have not been found. */
export function refuse(panel: Channel, command: Command): void {
  if (!("ask" in command)) return;
  const error = "The taps are not in this page: reload it.";
  panel.post({ kind: "reply", reply: { kind: "ask.fail", ask: command.ask, error } });
}
