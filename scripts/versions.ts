/** `npm run versions`: writes docs/versions.md, what is seen of which version. */
import { writeFileSync } from "node:fs";
import { signals } from "../tests/e2e/versions/signals.ts";
import { versionsPage } from "./versions/page.ts";

writeFileSync(new URL("../docs/versions.md", import.meta.url), versionsPage());
console.log(`docs/versions.md: ${Object.values(signals).flat().length} signals`);
