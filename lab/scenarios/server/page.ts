/** What breaks between the project's frame and the pixel, and is not the page's fault: U11 and U12. */
import type { Expected, Template } from "../scenario.ts";
import type { ServerFault } from "./faults.ts";

const OLD_DATA: Expected = { kind: "broken", step: "U11", rule: "R13" };
const REFUSED_IMAGE: Expected = { kind: "broken", step: "U12", rule: "R67" };

export const pageTemplates: Template<ServerFault>[] = [
  {
    name: "project-api-500",
    title: "The project API fails",
    faults: ["project-api.500"],
    expected: { kind: "broken", step: "U11", rule: "R71" },
  },
  {
    name: "project-api-stale",
    title: "A cache in front of the project API",
    faults: ["project-api.stale"],
    expected: OLD_DATA,
  },
  {
    name: "project-api-http-cache",
    title: "The browser's cache answers for the project API",
    faults: ["project-api.http-cache"],
    expected: OLD_DATA,
  },
  {
    name: "project-api-data-cache",
    title: "Next's data cache answers for the database",
    faults: ["project-api.data-cache"],
    expected: OLD_DATA,
  },
  {
    name: "project-api-replica-lag",
    title: "The project API reads a replica that is behind",
    faults: ["project-api.replica-lag"],
    expected: OLD_DATA,
  },
  {
    name: "project-broadcast-before-commit",
    title: "The broadcast comes before the commit",
    faults: ["project.broadcast-before-commit", "db.projects-trigger-dropped"],
    expected: OLD_DATA,
  },
  {
    name: "image-404",
    title: "The picture is gone",
    faults: ["image.404"],
    expected: REFUSED_IMAGE,
  },
  {
    name: "image-blocked-by-csp",
    title: "The page's policy forbids the picture",
    faults: ["image.csp"],
    expected: REFUSED_IMAGE,
  },
  {
    name: "image-signature-expired",
    title: "The signature of the picture's URL is over",
    faults: ["image.signature-expired"],
    expected: REFUSED_IMAGE,
  },
  {
    name: "image-corrupt",
    title: "The picture cannot be decoded",
    faults: ["image.corrupt"],
    expected: REFUSED_IMAGE,
  },
];
