/** The taps with a line to a panel that the test is: it gives commands and reads the events. */
import { install } from "../../../../lib/capture/install.ts";
import type { Command, Reply } from "../../../../lib/command.ts";
import type { CaptureEvent } from "../../../../lib/event.ts";

const events: CaptureEvent[] = [];
const replies: Reply[] = [];
let command: (given: Command) => void = () => {};
install(window, {
  sink: (batch) => void events.push(...batch),
  line: {
    onCommand: (run) => (command = run),
    isWatched: () => true,
    reply: (reply) => void replies.push(reply),
  },
});
Object.defineProperty(window, "taps", {
  value: { events, replies, command: (given: Command) => command(given) },
});
