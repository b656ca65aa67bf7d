/**
 * What a secret looks like. Taps replace most of these before an event leaves the page; a file may come from an older
 * version, and a text that was no JSON there may hold some. No pattern takes longer than its text is long. The group `lead` is
 * what stands before the secret and stays. In a form a space is "+".
 */
export interface SecretPattern {
  kind: string;
  pattern: RegExp;
  /** A text without this has no such secret; quicker than the pattern. */
  hint?: RegExp;
}

/** What was replaced already, by the taps or here. */
const DONE = String.raw`(?!jwt:|sb_|\*|hidden-)`;

/** The names under which secrets stand; as the end of a longer one too. */
const NAMES: readonly (readonly [kind: string, names: string])[] = [
  ["password", "password|passwd|passphrase"],
  ["token", "_token|token_hash|refreshToken|accessToken|idToken"],
  ["api-key", "api[-_]?key"],
  ["secret", "secret|secret[-_]?key|signing[-_]?key"],
  ["authorization", "authorization"],
  ["cookie", "cookie"],
];

/**
 * A member of JSON, as deep in other texts as it may be quoted, whole or cut: up to the quote that ends it there. A name is a
 * pattern; a value without quotes is taken too if it may be a `number`.
 */
const member = (name: string, flags: string, number = ""): RegExp =>
  new RegExp(
    String.raw`(?<lead>(?<quote>\\{0,15})"${name}\k<quote>"\s{0,3}:\s{0,3})(?:(?<open>\k<quote>")${DONE}[^]+?(?=(?<!\\)\k<quote>"|$)${number})`,
    flags,
  );
/** A line of a header, an assignment. */
const assigned = (names: string): RegExp =>
  new RegExp(
    String.raw`(?<lead>(?:${names})['"]?\s{0,3}[:=]\s{0,3}['"]?)${DONE}(?!bearer |basic )[^"'\\\s,;&{}()[\]]{6,}`,
    "gi",
  );
const parameter = (names: string): RegExp =>
  new RegExp(String.raw`(?<lead>[?&#;](?:${names})=)${DONE}[^&#\s"'<>\\]+`, "gi");

/** Always replaced. */
export const SECRETS: readonly SecretPattern[] = [
  { kind: "jwt", pattern: /\beyJ[\w-]{8,}=*\.[\w-]{4,}=*\.[\w-]*/g },
  { kind: "session", pattern: /(?<lead>\bbase64-)eyJ[\w+/=-]+/g },
  { kind: "api-key", pattern: /\b(?:sb_(?:publishable|secret)_[\w-]{6,}|sbp_[0-9a-f]{20,})/g },
  {
    kind: "authorization",
    pattern:
      /(?<lead>\b(?:bearer|basic)[ +]{1,3})(?!jwt:|sb_|\*|hidden-)(?=[\w.~+/-]*[\d=])[\w.~+/=-]{12,}/gi,
  },
  { kind: "api-key", pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { kind: "api-key", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g },
  {
    kind: "api-key",
    pattern: /\b[spr]k[-_](?:live|test|proj|ant)[-_][\w-]{12,}|\bsk-[A-Za-z0-9]{24,}/g,
  },
  { kind: "api-key", pattern: /\bAIza[\w-]{30,}/g },
  { kind: "api-key", pattern: /\bxox[abeprs]-[\w-]{10,}/g },
  {
    kind: "private-key",
    pattern:
      /-----BEGIN[ +][A-Z +]{0,20}PRIVATE[ +]KEY-----[^-]{1,8000}(?:-----END[ +][A-Z +]{0,20}PRIVATE[ +]KEY-----)?/g,
  },
  {
    kind: "password",
    pattern:
      /(?<lead>\b[a-z][a-z+]{2,15}:\/\/[^\s:/@"'\\]{1,60}:)(?!hidden-)[^\s@/"'\\]{3,200}(?=@)/g,
  },
  ...NAMES.flatMap(([kind, names]) => [
    {
      kind,
      pattern: member(String.raw`[\w-]{0,40}(?:${names})`, "gi"),
      hint: new RegExp(names, "i"),
    },
    { kind, pattern: assigned(names), hint: new RegExp(names, "i") },
  ]),
  {
    kind: "token",
    pattern: parameter("apikey|access_token|refresh_token|provider_token|token_hash|token|code"),
  },
];

const endings = NAMES.map(([kind, names]) => [kind, new RegExp(`(?:${names})$`, "i")] as const);
const isDone = new RegExp(`^${DONE}.`, "s");

/** The kind of secret that a text under this name is; undefined when it is none, or was replaced already. */
export const kindOfNamed = (name: string, text: string): string | undefined =>
  isDone.test(text) ? endings.find(([, ending]) => ending.test(name))?.[0] : undefined;

/** Replaced if wanted. */
export const EMAIL: SecretPattern = {
  kind: "email",
  pattern: /(?<![\w.+-])(?!hidden-)[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g,
};
export const SIGNATURE: SecretPattern = {
  kind: "signature",
  pattern: parameter(
    "x-(?:amz|goog)-(?:signature|credential|security-token)|signature|sig|key-pair-id|policy|awsaccesskeyid|googleaccessid|hmac",
  ),
};

/** What stands under a chosen name in a text that was cut or is no JSON. */
export const fieldPattern = (name: string): RegExp =>
  member(name.replace(/[^\w]/g, "\\$&"), "g", String.raw`|\d[\d.]*`);

/** The text with each secret replaced by what `nameOf` says of it. */
export const replaceSecrets = (
  text: string,
  { kind, pattern, hint }: SecretPattern,
  nameOf: (kind: string, value: string) => string,
): string =>
  hint?.test(text) === false
    ? text
    : text.replace(pattern, (match: string, ...rest: unknown[]) => {
        const groups = rest.at(-1);
        if (typeof groups !== "object" || groups === null) return nameOf(kind, match);
        const { lead = "", open = "", quote } = groups as Record<string, string | undefined>;
        const value = match.slice(lead.length + open.length);
        return lead + open + nameOf(kind, quote === undefined ? value : unquoted(value, quote));
      });

/** The value of a member whose quotes have these backslashes before them: one more level of JSON for each doubling. */
function unquoted(value: string, quote: string): string {
  let plain = value;
  for (let level = 0; level <= Math.log2(quote.length + 1); level += 1) {
    try {
      plain = JSON.parse(`"${plain}"`) as string;
    } catch {
      return plain;
    }
  }
  return plain;
}
