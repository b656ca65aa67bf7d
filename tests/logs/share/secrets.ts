/** Twenty kinds of secret, drawn anew for each run, and every place where one may stand. */
import * as fc from "fast-check";
import type { CaptureEvent, Said } from "../../../lib/event.ts";
import { encodeBase64 } from "../../../lib/share/encodings.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".split("");
const word = (length: number) =>
  fc
    .array(fc.constantFrom(...letters), { minLength: length, maxLength: length })
    .map((parts) => parts.join(""));
const capitals = (length: number) => word(length).map((text) => text.toUpperCase());
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = fc
  .tuple(fc.uuid(), word(43))
  .map(([sub, signature]) => `${base64url({ alg: "HS256" })}.${base64url({ sub })}.${signature}`);

/**
 * `bare` says by its form what it is, wherever it stands. One that does not is known by what stands before it, once: `named`
 * is then a text that holds it so.
 */
export interface Secret {
  kind: string;
  value: string;
  named?: string;
}
const bare = (kind: string, value: fc.Arbitrary<string>) =>
  value.map((text): Secret => ({ kind, value: text }));
const named = (kind: string, value: fc.Arbitrary<string>, write: (value: string) => string) =>
  value.map((text): Secret => ({ kind, value: text, named: write(text) }));
const member = (name: string) => (value: string) => JSON.stringify({ a: [{ [name]: value }] });

/** With marks that each encoding writes in its own way. */
const phrase = fc
  .tuple(word(6), word(7), fc.constantFrom('"', "é", "&", "<b>", "\\", "\n", "%"))
  .map(([a, b, mark]) => `${a} ${mark} ${b} 35 mm`);

export const KINDS: Record<string, fc.Arbitrary<Secret>> = {
  jwt: bare("jwt", jwt),
  "publishable key": bare(
    "key",
    word(22).map((text) => `sb_publishable_${text}`),
  ),
  "secret key": bare(
    "key",
    word(31).map((text) => `sb_secret_${text}`),
  ),
  "AWS key": bare(
    "key",
    capitals(16).map((text) => `AKIA${text}`),
  ),
  "GitHub token": bare(
    "token",
    word(36).map((text) => `ghp_${text}`),
  ),
  "Stripe key": bare(
    "key",
    word(24).map((text) => `sk_live_${text}`),
  ),
  "Google key": bare(
    "key",
    word(35).map((text) => `AIza${text}`),
  ),
  "Slack token": bare(
    "token",
    word(24).map((text) => `xoxb-${text}`),
  ),
  "e-mail": bare(
    "email",
    fc.tuple(word(5), word(6)).map(([a, b]) => `${a}.x@${b}.example`),
  ),
  "private key": bare(
    "private key",
    word(64).map((text) => `-----BEGIN PRIVATE KEY-----${text}-----END PRIVATE KEY-----`),
  ),
  "bearer token": named(
    "token",
    word(30).map((text) => `${text}1`),
    (it) => `Authorization: Bearer ${it}`,
  ),
  "basic login": named(
    "login",
    word(23).map((text) => `${text}0=`),
    (it) => `basic ${it}`,
  ),
  "session cookie": named(
    "cookie",
    word(40).map((text) => `eyJ${text}`),
    (it) => `sb-x-auth-token=base64-${it}`,
  ),
  "refresh token": named("token", word(12), member("refresh_token")),
  password: named("password", phrase, member("password")),
  "cookie header": named("cookie", word(30), member("cookie")),
  "API key parameter": named("key", word(20), (it) => `https://x.example/?apikey=${it}&a=1`),
  "database password": named("password", word(16), (it) => `postgres://admin:${it}@db.example/x`),
  "signature of a URL": named(
    "signature",
    word(44),
    (it) => `https://s3.example/a.png?X-Amz-Signature=${it}`,
  ),
  prompt: named("prompt", phrase, member("prompt")),
  "chosen field": named("field", phrase, member("nickname")),
};

type Place = (text: string) => Said;

const utf8 = (text: string) => encodeBase64(new TextEncoder().encode(text));
const frameOf = (payload: unknown) =>
  JSON.stringify([null, null, "realtime:room:1", "broadcast", { event: "x", payload }]);

/** A user broadcast as Realtime sends it: kind 4, topic, event, metadata, JSON. */
function binaryFrame(payload: unknown): string {
  const encode = (text: string) => new TextEncoder().encode(text);
  const fields = ["realtime:room:1", "x", "{}"].map(encode);
  const data = encode(JSON.stringify(payload));
  const lengths = fields.map(({ length }) => length);
  return encodeBase64(
    Uint8Array.from([4, ...lengths, 1, ...fields.flatMap((field) => [...field]), ...data]),
  );
}

const frame = (body: { text: string } | { base64: string }): Said => ({
  kind: "frame.in",
  socket: 1,
  size: 1,
  body,
});

export const PLACES: Record<string, Place> = {
  "parameter of a URL": (text) => ({
    kind: "fetch.start",
    fetch: 1,
    method: "GET",
    url: `https://x.example/a?b=${encodeURIComponent(text)}`,
  }),
  "form in a URL": (text) => ({
    kind: "page.navigate",
    url: `https://x.example/?${new URLSearchParams({ q: text }).toString()}`,
  }),
  frame: (text) => frame({ text: frameOf({ note: text }) }),
  "key in a frame": (text) => frame({ text: frameOf({ [text]: 1 }) }),
  "JSON in a frame": (text) => frame({ text: frameOf({ note: JSON.stringify({ deep: text }) }) }),
  "JSON in JSON in a frame": (text) =>
    frame({ text: frameOf({ note: JSON.stringify({ deep: JSON.stringify([text]) }) }) }),
  "base64 in a frame": (text) => frame({ text: frameOf({ note: utf8(`so it is: ${text}`) }) }),
  "binary frame": (text) => frame({ base64: binaryFrame({ record: { note: text } }) }),
  "bytes that are no frame": (text) => frame({ base64: utf8(text) }),
  "console line": (text) => ({
    kind: "console.line",
    level: "log",
    text: `[REALTIME] got ${text} here`,
    args: [JSON.stringify({ value: text }), text],
  }),
  "error and its stack": (text) => ({
    kind: "error.throw",
    message: `failed with ${text}`,
    stack: `Error: ${text}\n    at f (http://x.example/a.js:1:2)`,
  }),
  answer: (text) => ({
    kind: "fetch.end",
    fetch: 1,
    status: 200,
    ms: 1,
    type: "application/json",
    headers: { "cache-control": text },
    body: JSON.stringify({ list: [{ note: text }] }),
  }),
  "stream of an action": (text) => ({
    kind: "fetch.end",
    fetch: 1,
    status: 200,
    ms: 1,
    type: "text/x-component",
    body: `0:{"a":"$@1"}\n1:${JSON.stringify({ note: text })}\n`,
  }),
  "answer that was cut": (text) => ({
    kind: "fetch.end",
    fetch: 1,
    status: 200,
    ms: 1,
    type: "application/json",
    body: `{"note":${JSON.stringify(text)},"rest":"and then`,
    cut: 100,
  }),
  "SWR key": (text) => ({
    kind: "cache.fetch",
    cache: 1,
    key: `/api/x?y=${encodeURIComponent(text)}`,
    request: 1,
  }),
};

/** A log that says each of these. */
export const logOf = (said: readonly Said[]): CaptureEvent[] =>
  said.map((each, seq) => ({ ...each, id: `d:${seq}`, seq, doc: "d", at: 1_000 + seq }));
