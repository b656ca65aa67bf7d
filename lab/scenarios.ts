/** What can be broken, where it really breaks, and what a correct inspector must say of it. Data only. */
import { clientFaults, clientTemplates } from "./scenarios/client.ts";
import { lookAlikeFaults, lookAlikes } from "./scenarios/look-alikes.ts";
import type * as scenario from "./scenarios/scenario.ts";
import { serverFaults, serverTemplates } from "./scenarios/server.ts";

/** A switch of the lab: off, the lab works as the design intends. */
export const faults = { ...serverFaults, ...clientFaults, ...lookAlikeFaults };

export type FaultName = keyof typeof faults;
export type Scenario = scenario.Scenario<FaultName>;

const inFlows = ({ flows = ["v1", "v2"], ...template }: scenario.Template<FaultName>): Scenario[] =>
  flows.map((flow) => ({ ...template, name: `${template.name}-${flow}`, flow }));

/** Every template in its flows: `healthy` is played as `healthy-v1` and `healthy-v2`. */
export const scenarios: Scenario[] = [
  ...lookAlikes,
  ...serverTemplates,
  ...clientTemplates,
].flatMap(inFlows);

/** The scenario of that name, or undefined. */
export const findScenario = (name: string): Scenario | undefined =>
  scenarios.find((each) => each.name === name);
