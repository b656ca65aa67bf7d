/**
 * A statement's parameter as both drivers understand it: objects and arrays become JSON text (for jsonb), the rest stays.
 * So a Postgres array has to be passed as its text, `{1,2}`.
 */
export const asParameter = (value: unknown): unknown =>
  typeof value === "object" &&
  value !== null &&
  !(value instanceof Date || value instanceof Uint8Array)
    ? JSON.stringify(value)
    : value;
