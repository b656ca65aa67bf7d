/** `npm run schema`: writes docs/trace.schema.json, the shape of a trace file. */
import { writeFileSync } from "node:fs";
import { traceSchema } from "../lib/trace/schema.ts";

writeFileSync(
  new URL("../docs/trace.schema.json", import.meta.url),
  `${JSON.stringify(traceSchema, null, 2)}\n`,
);
console.log("docs/trace.schema.json");
