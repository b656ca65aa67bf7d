import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Database } from "../db/database.ts";
import { partitionName } from "../db/partitions.ts";
import { Client } from "./client.ts";
import { SECRET, sign } from "./keys.ts";

/** One line of a recording of the real server. `t` is in ms. */
export interface Line {
  ws?: number;
  dir?: "open?" | "open" | "c>s" | "s>c" | "sql" | "api" | "http" | "close";
  url?: string;
  data?: string;
  hex?: string;
  sql?: string;
  params?: unknown[];
  body?: unknown;
  status?: number;
  case?: string;
}

/** Reads a recording. What HTTP sent is noted after the frames it caused; it goes where its case begins. */
export function readRecording(name: string): Line[] {
  const path = new URL(`transcripts/${name}.jsonl`, import.meta.url);
  const lines: Line[] = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  for (const [index, line] of lines.entries()) {
    if (line.dir !== "api") continue;
    const start = lines.slice(0, index).findLastIndex((earlier) => earlier.case !== undefined);
    lines.splice(index, 1);
    lines.splice(start + 1, 0, line);
  }
  return lines;
}

const PLACEHOLDER = /<jwt role=(\S*) sub=(\S*) exp_in=(\S+)>/;

/** Fills in tokens like the recorded ones. Those of a case about signatures are signed with another secret. */
export async function fillTokens(text: string, about: string): Promise<string> {
  const match = PLACEHOLDER.exec(text);
  if (match === null) return text;
  const [found, role, sub, life] = match;
  const claims = { ...(role !== "undefined" && { role }), ...(sub && { sub }) };
  // Five seconds of life are one here: the same frames, sooner.
  const seconds = life === "none" ? null : life === "5" ? 1 : Number(life);
  const isForged = about.includes("signature") && Number(life) <= 100;
  const secret = isForged ? "another secret, also long enough for it" : SECRET;
  const token = await sign(claims, seconds, secret);
  return fillTokens(
    text.replace(found, () => token),
    about,
  );
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(\+00:00)?/g;

/** A frame without what differs from run to run: ids by order of appearance, times, presence refs, ages of tokens. */
export function normalised(frame: string | Buffer): unknown {
  const seen = new Map<string, string>();
  const text = (typeof frame === "string" ? frame : frame.toString("latin1"))
    .replaceAll(UUID, (id) => {
      seen.set(id, seen.get(id) ?? `id-${seen.size + 1}`);
      return seen.get(id) ?? "";
    })
    .replaceAll(TIME, "time")
    .replaceAll(/("phx_ref(?:_prev)?":)"[^"]*"/g, '$1"ref"')
    .replaceAll(/expired \d+ seconds/g, "expired n seconds");
  return typeof frame === "string" ? JSON.parse(text) : text;
}

const HEARTBEAT = {
  "1.0.0": '{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"last"}',
  "2.0.0": '[null,"last","phoenix","heartbeat",{}]',
};

/** Statements name the partition of the day they were recorded on. */
const forToday = (sql: string): string => {
  const [today, next] = [Date.now(), Date.now() + 86_400_000].map(partitionName);
  const dates: Record<string, string | undefined> = {
    "realtime.messages_2026_11_23": today,
    "2026-11-23": today?.slice(-10).replaceAll("_", "-"),
    "2026-11-24": next?.slice(-10).replaceAll("_", "-"),
  };
  return sql.replaceAll(
    /realtime\.messages_2026_11_23|2026-11-2[34]/g,
    (found) => dates[found] ?? found,
  );
};

/**
 * Does what the recorded clients did, and expects of each of them the recorded frames in the recorded order and, at the
 * end, none besides.
 */
export async function replay(lines: Line[], { port, db }: { port: number; db: Database }) {
  const clients = new Map<number, { client: Client; version: "1.0.0" | "2.0.0" }>();
  const startedAt = Date.now() - 1000;
  let about = "";
  let lastRow: unknown;

  const act: Record<string, (line: Line) => Promise<void>> = {
    "open?": async ({ ws = 0, url = "" }) => {
      const query = await fillTokens(url.slice(url.indexOf("?") + 1), about);
      const version = query.includes("vsn=2.0.0") ? "2.0.0" : "1.0.0";
      clients.set(ws, { client: await Client.open(port, query), version });
    },
    "c>s": async ({ ws = 0, data, hex = "" }) => {
      const text =
        data && (await fillTokens(data, about)).replaceAll(/1795478\d{6}/g, String(startedAt));
      clients.get(ws)?.client.send(text ?? Buffer.from(hex, "hex"));
    },
    "s>c": async ({ ws = 0, data, hex = "" }) => {
      const frame = await clients.get(ws)?.client.next();
      expect(normalised(frame ?? "null")).toEqual(normalised(data ?? Buffer.from(hex, "hex")));
    },
    sql: async ({ sql = "", params }) => {
      if (params === undefined) return db.exec(forToday(sql));
      const isOfRow = sql.includes("where id=$1");
      const { rows } = await db.query<{ id?: unknown }>(sql, isOfRow ? [lastRow] : params);
      if (sql.startsWith("insert")) lastRow = rows[0]?.id;
    },
    api: async ({ body, status }) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/broadcast`, {
        method: "POST",
        headers: { authorization: `Bearer ${await sign({ role: "service_role" })}` },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(status);
    },
    close: async ({ ws = 0 }) => {
      const open = clients.get(ws);
      if (open === undefined) return;
      open.client.send(HEARTBEAT[open.version]);
      expect(String(await open.client.next())).toMatch(/"last".*phx_reply|phx_reply.*"last"/);
      open.client.close();
      clients.delete(ws);
    },
  };

  for (const line of lines) {
    about = line.case ?? about;
    if (line.dir !== undefined) await act[line.dir]?.(line);
  }
  for (const { client } of clients.values()) client.close();
}
