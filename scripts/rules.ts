/** `npm run rules`: writes docs/rules.md, the catalogue of all rules. */
import { writeFileSync } from "node:fs";
import { order } from "../lib/chain/rules/order.ts";
import { rulesPage } from "./rules/page.ts";

writeFileSync(new URL("../docs/rules.md", import.meta.url), rulesPage(order));
console.log(`docs/rules.md: ${order.length} rules`);
