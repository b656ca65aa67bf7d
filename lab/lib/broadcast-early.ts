import type { Content } from "./content.ts";
import { lab } from "./lab.ts";

/** How much later the change is there for those who read, ms. */
const LATE_MS = 1000;

/** Tells everyone what a project is going to be, as its trigger would. Resolves a while later: false after a reset. */
export async function broadcastEarly(
  before: { id: string; content: Content },
  content: Content,
): Promise<boolean> {
  const { run } = lab();
  const payload = {
    table: "projects",
    schema: "public",
    operation: "UPDATE",
    record: { ...before, content, updated_at: new Date() },
    old_record: before,
  };
  await lab().db.query("select realtime.send($1::jsonb, 'UPDATE', $2)", [
    payload,
    `project:${before.id}`,
  ]);
  await new Promise((resolve) => setTimeout(resolve, LATE_MS));
  return run === lab().run;
}
