import type { Text } from "../../lib/chain/text.ts";
import { FORMATS } from "../../lib/export/formats.ts";
import { buildFile, type Order } from "../../lib/share/build.ts";
import { refusalOf } from "../../lib/share/leaks.ts";

/** Gives a log to the person as a file, and its name; or says why it does not. */
export async function saveFile(order: Order): Promise<{ name: string } | { refusal: Text }> {
  const { file, leaks } = await buildFile(order);
  if (leaks.length > 0) return { refusal: refusalOf(leaks) };
  const at = new Date(order.events[0]?.at ?? 0).toISOString().slice(0, 19).replace(/[:T]/g, "-");
  const name = `hopscope-${at}.${FORMATS[order.format].extension}`;
  offer(file, name);
  return { name };
}

function offer(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
