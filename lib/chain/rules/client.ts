import type { Document } from "../facts.ts";
import type { Fix } from "../job.ts";

/** The client that a page uses, with its version where that was seen. */
export const clientOf = ({ versions }: Document): string =>
  ["realtime-js", versions.get("channel")?.version].filter(Boolean).join(" ");

/** What mends a fault of the client itself. */
export const UPGRADE: Fix = {
  title: "package.json",
  lines: [{ mark: "+", text: '"@supabase/supabase-js": "latest"' }],
};
