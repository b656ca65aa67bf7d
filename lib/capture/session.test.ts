import { expect, test } from "vitest";
import { Session, sessionOfEntry, sessionOfHeaders } from "./session.ts";

const token = (claims: object) => `eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify(claims))}.s`;
const ada = { role: "authenticated", sub: "ada", exp: 9 };

test("a header holds a session when its token is somebody's, and not when it is the API key", () => {
  const key = token({ role: "anon", exp: 9 });
  expect(sessionOfHeaders(`Bearer ${token({ ...ada, email: "a@b" })}`, key)).toEqual(ada);
  for (const authorization of [undefined, "Basic x", "Bearer sb_secret_x", `Bearer ${key}`]) {
    expect(sessionOfHeaders(authorization, undefined)).toBeUndefined();
  }
  expect(sessionOfHeaders(`Bearer ${token(ada)}`, token(ada))).toBeUndefined();
});

test("an entry that is no session is none", () => {
  for (const entry of [null, "", "null", "base64-x", "{}", '{"access_token":"x"}']) {
    expect(sessionOfEntry(entry)).toBeNull();
  }
  expect(sessionOfEntry(JSON.stringify({ access_token: token(ada) }))).toEqual(ada);
});

test("the same session is told once, whoever sees it first", () => {
  const session = new Session();
  expect(session.change(null, "storage")).toBeUndefined();
  expect(session.change(ada, "header")).toMatchObject({ claims: ada, source: "header" });
  expect(session.change({ ...ada }, "storage")).toBeUndefined();
  expect(session.change(null, "storage")).toMatchObject({ claims: null });
});
