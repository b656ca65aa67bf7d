import { expect, test } from "vitest";
import { redactTokens, redactUrl } from "./redact.ts";

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
