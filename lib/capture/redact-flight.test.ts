import { expect, test } from "vitest";
import { readRows } from "../flight/rows.ts";
import { redactTokens } from "./redact.ts";
import { redactFlight } from "./redact-flight.ts";

const claims = { role: "authenticated", sub: "ada", exp: 1 };
const token = `eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify(claims)).replaceAll("=", "")}.s-_g`;
const text = (id: string, content: string) => `${id}:T${content.length.toString(16)},${content}`;

test("a text that ends with a token keeps its end, and the row after it its id", () => {
  const flight = `${text("2", token)}1:{"nodeData":{"jobId":"j","token":"${token}"}}\n`;
  const redacted = redactFlight(flight, redactTokens);
  expect(redacted).not.toContain("eyJ");
  const [first, second] = [...readRows(redacted)];
  expect(first?.content).toMatch(/^jwt:.*ada/);
  expect(second?.id).toBe("1");
  expect(JSON.parse(second?.content ?? "")).toEqual({
    nodeData: { jobId: "j", token: `jwt:${JSON.stringify(claims)}` },
  });
});

test("what holds no secret stays as it is, whatever it is", () => {
  expect(redactFlight("Server action not found.", redactTokens)).toBe("Server action not found.");
});
