/** Frames as Realtime sends them for a changed row, of a wanted size. */

/** What a run sends: to which topic, how large (UTF-16 units, all of them ASCII), through which client. */
export interface Load {
  name: string;
  topic: string;
  table: string;
  size: number;
  client: "raw" | "realtime-js";
}

const KINDS = 64;

/** A topic that no profile names, and one that the profile of the lab does. */
const room = { topic: "realtime:room:1", table: "cursors" };
const project = { topic: "realtime:project:p1", table: "projects" };

export const loads: Load[] = [
  { name: "200 B", ...room, size: 200, client: "raw" },
  { name: "2 KB", ...room, size: 2_048, client: "raw" },
  { name: "50 KB", ...room, size: 51_200, client: "raw" },
  { name: "2 KB, topic of the profile", ...project, size: 2_048, client: "raw" },
  { name: "50 KB, topic of the profile", ...project, size: 51_200, client: "raw" },
  { name: "2 KB, realtime-js", ...room, size: 2_048, client: "realtime-js" },
];

/** Different frames of about the same size, so that nothing is a constant to an engine. */
export function framesOf({ topic, table, size }: Load): string[] {
  return Array.from({ length: KINDS }, (_unused, n) => {
    const shell = frame(topic, table, n, {});
    return frame(topic, table, n, fieldsOf(size - shell.length, n));
  });
}

function frame(topic: string, table: string, n: number, rest: object): string {
  const record = { id: `row-${n}`, updated_at: 1_790_000_000_000 + n, ...rest };
  const change = { schema: "public", table, operation: "UPDATE", record, old_record: null };
  const payload = { type: "broadcast", event: "UPDATE", payload: change };
  return JSON.stringify([null, null, topic, "broadcast", payload]);
}

/** Fields of a row that take so many characters, as JSON: names, numbers and texts, longer ones where there is room. */
function fieldsOf(size: number, n: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const text = "lorem ipsum ".repeat(Math.max(4, size / 1_200));
  let used = 0;
  for (let i = 0; used < size - 24; i += 1) {
    const name = `field_${i}`;
    const value = i % 3 === 0 ? n * 1_000 + i : text;
    fields[name] = value;
    used += JSON.stringify({ [name]: value }).length - 1;
  }
  return fields;
}
