import { STEPS } from "../chain/profile.ts";
import { eventSchemas } from "../event-shape.ts";
import { TRACE_VERSION } from "./lines.ts";

const head = {
  type: "object",
  description: "The first line",
  properties: {
    hopscope: { const: TRACE_VERSION },
    created: { type: "string", format: "date-time" },
    budgets: {
      description: "ms by step, where the run differed from the profile",
      type: "object",
      properties: Object.fromEntries(
        STEPS.map((step) => [step, { type: "number", exclusiveMinimum: 0 }]),
      ),
      additionalProperties: false,
    },
  },
  required: ["hopscope", "created"],
};

const end = {
  type: "object",
  description: "The last line: how many events the file holds",
  properties: { end: { type: "integer", minimum: 0 } },
  required: ["end"],
  additionalProperties: false,
};

/** The JSON Schema of one line of a trace, as `docs/trace.schema.json` has it. */
export const traceSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "One line of a .hopscope.json.gz, unpacked",
  description:
    "UTF-8, one JSON object a line: the head, events in any order, the end. Readers leave alone what they do not know.",
  oneOf: [
    { $ref: "#/$defs/head" },
    { $ref: "#/$defs/end" },
    ...Object.keys(eventSchemas).map((kind) => ({ $ref: `#/$defs/${kind}` })),
  ],
  $defs: { head, end, ...eventSchemas },
};
