import { expect, test } from "vitest";
import type { Command } from "../command.ts";
import { leased } from "./lease.ts";
import { memoryChannel } from "./memory.ts";
import type { Message } from "./message.ts";

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** What a relay hears of a panel that says these things and closes. */
async function hear(...commands: Command[]): Promise<Message[]> {
  const [panel, relay] = memoryChannel();
  const heard: Message[] = [];
  leased(relay).onMessage((message) => void heard.push(message));
  for (const command of commands) panel.post({ kind: "command", command });
  await settle();
  panel.close();
  await settle();
  return heard.slice(commands.length);
}

const set = (...ids: string[]): Command => ({
  kind: "companion.set",
  ask: 1,
  on: ids.map((id) => ({ id, params: {} })),
  minutes: 5,
  language: "en",
});
const END = { kind: "command", command: { kind: "companion.end" } };

test("what a panel switched on ends with its connection", async () => {
  expect(await hear(set("drop"))).toEqual([END]);
});

test("what it has switched off, or never on, does not end what another one holds", async () => {
  expect(await hear(set("drop"), set())).toEqual([]);
  expect(await hear({ kind: "taps.off", ask: 1 })).toEqual([]);
  expect(await hear()).toEqual([]);
});
