/** Times and sizes as the panel writes them. All arguments are ms or bytes. */

/** "0.8 ms", "318 ms", "5.91 s", "47 s", "2:05". */
export function duration(ms: number): string {
  if (ms < 0) return "0 ms";
  if (ms < 10 && ms > 0) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return clock(ms);
}

/** A whole job: "8.5 s", "47 s", "2:05". */
export function total(ms: number): string {
  if (ms < 9950) return `${Math.max(0, ms / 1000).toFixed(1)} s`;
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : clock(ms);
}

/** A running clock: "0:03". */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long ago: `undefined` when it is now, else "41 s", "2 min", "3 h". */
export function age(ms: number): string | undefined {
  if (ms < 5_000) return undefined;
  if (ms < 60_000) return `${Math.floor(ms / 1000)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`;
  return `${Math.floor(ms / 3_600_000)} h`;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** Local time of day: "14:02:10", with `ms` "14:02:10.598". */
export function timeOfDay(at: number, ms = false): string {
  const date = new Date(at);
  const text = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return ms ? `${text}.${String(date.getMilliseconds()).padStart(3, "0")}` : text;
}

/** "318 B", "1.9 KB", "2.4 MB". */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
