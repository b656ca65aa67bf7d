import { expect, test } from "vitest";
import { redactFrame, redactText, redactTokens, redactUrl } from "./redact.ts";

const claims = { role: "authenticated", sub: "ada", exp: 1, email: "ada@example.com" };
const token = `eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify(claims)).replaceAll("=", "")}.s-_g`;

test("a token in a frame becomes its role, subject and expiry, and the frame stays JSON", () => {
  const frame = JSON.stringify(["1", "1", "t", "phx_join", { access_token: token }]);
  const [, , , , payload] = JSON.parse(redactTokens(frame)) as [0, 0, 0, 0, object];
  expect(payload).toEqual({ access_token: 'jwt:{"role":"authenticated","sub":"ada","exp":1}' });
});

test("what looks like a token but is none is hidden all the same", () => {
  expect(redactTokens("eyJx.y.z")).toBe("jwt:{}");
  expect(redactTokens("eyJx=.y==.z")).toBe("jwt:{}");
  expect(redactTokens("sb_secret_abc-1")).toBe("sb_secret_***");
});

test("secrets in the query and in the fragment of a URL are hidden", () => {
  expect(redactUrl(`ws://h/websocket?apikey=${token}&vsn=2.0.0`)).toBe(
    "ws://h/websocket?apikey=***&vsn=2.0.0",
  );
  expect(redactUrl("http://h/#access_token=a&type=x")).toBe("http://h/#access_token=***&type=x");
});

/** One secret each, as it may stand in what a page is told, says or throws. */
const secrets = [
  ["a session", JSON.stringify({ access_token: token, refresh_token: "v1.MjAyNi1yZWZyZXNo" })],
  ["an opaque refresh token", '{"payload":{"refresh_token": "v1.MjAyNi1yZWZyZXNo"}}'],
  ["JSON in JSON", JSON.stringify({ row: JSON.stringify({ provider_token: "ya29.a0AfH6" }) })],
  ["a signed address", `{"url":"https://s.test/a.png?token=${token}"}`],
  ["a service key", '{"key":"sb_secret_N7UND0UgjKTVK-Uodkm0Hg"}'],
  ["a publishable key", '{"key":"sb_publishable_ACJWlzQHlZjBrEguHvfOxg"}'],
  ["a client secret", '{"client_secret":"N7UND0UgjKTVK"}'],
] as const;
const inTheClear = /s-_g|MjAyNi|a0AfH6|UND0Ug|ACJWlz|email/;

test.each(secrets)("%s in a frame is hidden, and the frame stays JSON", (_name, text) => {
  expect(text).toMatch(inTheClear);
  expect(redactFrame(text)).not.toMatch(inTheClear);
  expect(() => JSON.parse(redactFrame(text)) as unknown).not.toThrow();
});

test.each([
  ...secrets.map(([, text]) => text),
  "request failed: Authorization: Bearer MjAyNi1yZWZyZXNo",
  `GET https://h/rest?apikey=MjAyNi&select=* failed\n    at https://h/a.js?code=MjAyNi:1:2`,
  `sb-h-auth-token=base64-${btoa(JSON.stringify({ access_token: token }))}; path=/ ${token}`,
  `sb-h-auth-token.0=base64-eyJhY2Nlc3NfdG9rZW4iOiJUND0Ug`,
])("no secret is left in the text %s", (text) => {
  expect(redactText(text)).not.toMatch(inTheClear);
});

test("what has been hidden stays as it is, and nothing else changes", () => {
  for (const [, text] of secrets) expect(redactTokens(redactTokens(text))).toBe(redactTokens(text));
  const plain = '{"job_token_count":3,"cookies":true,"note":"basic training, bearer of news"}';
  expect([redactFrame(plain), redactText(plain), redactTokens(plain)]).toEqual([
    plain,
    plain,
    plain,
  ]);
});

test("an address in a frame is hidden as the same address in an event is", () => {
  const url = `https://s.test/a.png?token=${token}`;
  expect((JSON.parse(redactFrame(JSON.stringify({ url }))) as { url: string }).url).toBe(
    redactText(url),
  );
});

test.each(["eyJ", "eyJa.", ".eyJ", "sb_secret_", '_token":"', "Bearer ", "?token=", "base64-eyJ"])(
  "a quarter of a megabyte of %s takes no time that grows with its square",
  (part) => {
    const [short, long] = [8 * 1024, 256 * 1024].map((size) => {
      const text = part.repeat(size / part.length);
      const start = performance.now();
      redactFrame(text);
      redactText(text);
      return performance.now() - start;
    });
    // 32 times as long may take 32 times as long, on a busy machine more; the square of it is 1,024.
    expect(long).toBeLessThan(300 * Math.max(short ?? 0, 1));
  },
);
