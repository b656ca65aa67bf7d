/** Faults of the server, the database and Realtime, and the scenarios that they make. */
import type { Template } from "./scenario.ts";
import { createTemplates } from "./server/create.ts";
import type { ServerFault } from "./server/faults.ts";
import { jobTemplates } from "./server/job.ts";
import { pageTemplates } from "./server/page.ts";
import { projectTemplates } from "./server/project.ts";

export { serverFaults } from "./server/faults.ts";

export const serverTemplates: Template<ServerFault>[] = [
  ...createTemplates,
  ...jobTemplates,
  ...projectTemplates,
  ...pageTemplates,
];
