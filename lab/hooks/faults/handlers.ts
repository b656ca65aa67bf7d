import { readBroadcast, type Message, type Reader } from "../message.ts";
import type { Table } from "./pick.ts";

/** As the design reads it: `type`, `new` and `old`, which a broadcast does not have. */
const readDesigns: Reader = (message) => {
  const { type, new: record, old } = message as unknown as Record<string, never>;
  return { operation: type, record, old };
};

const onUpdate =
  (broken: Reader): Reader =>
  (message) =>
    message.event === "UPDATE" ? broken(message) : readBroadcast(message);

export const jobReaders: Table<Reader> = {
  "client.jobs-reads-new": readDesigns,
  "client.jobs-update-reads-new": onUpdate(readDesigns),
};

export const projectReaders: Table<Reader> = { "client.project-reads-new": readDesigns };

type Trap = (message: Message) => void;

const fail: Trap = () => {
  throw new TypeError("Cannot read properties of undefined (reading 'nodes')");
};

export const jobTraps: Table<Trap> = {
  "client.jobs-handler-throws": fail,
  "client.jobs-update-throws": (message) => {
    if (message.event === "UPDATE") fail(message);
  },
};

export const projectTraps: Table<Trap> = { "client.project-handler-throws": fail };
