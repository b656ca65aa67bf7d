import { createHash } from "node:crypto";
import type { Channel } from "./channel.ts";
import { postSystem } from "./context.ts";
import type { Context } from "./context.ts";
import { systemMessages } from "./reasons.ts";

type Change = Record<string, unknown>;

/** A number below 2^27 that is the same for the same parameters. */
const idOf = (change: Change): number => {
  const sorted = Object.entries(change).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest().readUInt32BE() >>> 5;
};

/** The entries of a join as its answer repeats them, in order, each with its id. */
export const changesReply = ({ config }: Channel): Change[] =>
  config.postgresChanges.map((change) => ({ id: idOf(change), ...change }));

const text = (value: unknown, absent: string): string =>
  typeof value === "string" ? value : absent;

const refusal = (change: Change): string =>
  "Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect " +
  `parameters: [event: ${text(change["event"], "*")}, schema: ${text(change["schema"], "public")}, ` +
  `table: ${text(change["table"], "*")}, filters: [], select: nil]`;

async function isThere({ db }: Context, change: Change): Promise<boolean> {
  const table = text(change["table"], "*");
  if (table === "*") return true;
  const { rows } = await db
    .query<{ found: boolean }>(
      "select to_regclass(format('%I.%I', $1::text, $2::text)) is not null as found",
      [text(change["schema"], "public"), table],
    )
    .catch(() => ({ rows: [] }));
  return rows[0]?.found === true;
}

/** Says whether the tables of a join can be watched. The join is fine either way; this frame comes later. */
export async function subscribeChanges(context: Context, channel: Channel): Promise<void> {
  const { postgresChanges } = channel.config;
  if (postgresChanges.length === 0) return;
  const found = await Promise.all(postgresChanges.map((change) => isThere(context, change)));
  const missing = postgresChanges[found.indexOf(false)];
  if (!channel.isOpen) return;
  postSystem(channel, {
    extension: "postgres_changes",
    message: missing ? refusal(missing) : systemMessages.subscribed,
    status: missing ? "error" : "ok",
  });
}
