import { EMAIL, SECRETS, SIGNATURE, type SecretPattern } from "./patterns.ts";

/** What a person wants replaced, beside the secrets that always are. */
export interface Choice {
  emails: boolean;
  prompts: boolean;
  /** Signatures in addresses. */
  signatures: boolean;
  /** The ends of paths: "record.user_id", "name". Places in a list are no part of a path. */
  fields: readonly string[];
}

/** What is replaced unless somebody chooses otherwise. */
export const usualChoice: Choice = { emails: true, prompts: true, signatures: true, fields: [] };

const PROMPTS = ["prompt", "negative_prompt", "negativePrompt"];

export const patternsOf = ({ emails, signatures }: Choice): readonly SecretPattern[] => [
  ...SECRETS,
  ...(signatures ? [SIGNATURE] : []),
  ...(emails ? [EMAIL] : []),
];

/** What each field that is replaced as a whole is called, by the end of its path. */
export const fieldsOf = ({ prompts, fields }: Choice): ReadonlyMap<string, string> =>
  new Map([
    ...(prompts ? PROMPTS.map((name) => [name, "prompt"] as const) : []),
    ...fields.map((path) => [path.trim(), path.trim().split(".").at(-1) ?? ""] as const),
  ]);
