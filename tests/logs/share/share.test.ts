import { describe, expect, test } from "vitest";
import { snapshot } from "../../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../../lib/event.ts";
import { isCaptureEvent } from "../../../lib/event-shape.ts";
import { FORMAT_NAMES } from "../../../lib/export/formats.ts";
import { buildFile, previewOf } from "../../../lib/share/build.ts";
import { usualChoice } from "../../../lib/share/choice.ts";
import { LeakCheck, refusalOf } from "../../../lib/share/leaks.ts";
import { Redactor } from "../../../lib/share/redactor.ts";
import { conclude } from "../../../lib/store.ts";
import { recording, recordings } from "../exports/reports.ts";
import { logOf } from "./secrets.ts";

const redacted = (events: readonly CaptureEvent[], choice = usualChoice) => {
  const redactor = new Redactor(choice);
  for (const event of events) redactor.learn(event);
  return events.map((event) => redactor.redact(event));
};

describe.each(recordings)("%s, redacted", (name) => {
  test("has the same verdicts and no prompt", () => {
    const { events, budgets } = recording(name);
    const shared = redacted(events);
    expect(shared.every(isCaptureEvent)).toBe(true);
    const told = (log: readonly CaptureEvent[]) =>
      snapshot(conclude(log, budgets)).jobs.map(({ id, verdict, update }) => [
        id,
        verdict.kind,
        verdict.step,
        verdict.rule,
        update.map(({ status, at }) => [status, at]),
      ]);
    expect(told(shared)).toEqual(told(events));
    expect(JSON.stringify(shared)).not.toContain("Lighthouse in fog");
  });
});

test("what is chosen is replaced by the same name everywhere, and so still belongs together", () => {
  const { events, budgets } = recording("public-project-join-v1");
  const choice = { ...usualChoice, fields: ["record.user_id"] };
  const before = conclude(events, budgets).jobs[0]!;
  const after = conclude(redacted(events, choice), budgets).jobs[0]!;
  expect(before.userId).toMatch(/^5f3b4aaa/);
  expect(after.userId).toBe("hidden-user_id-1");
  expect(after.verdict).toMatchObject({ kind: "broken", step: "U9", rule: "R01" });
  expect(JSON.stringify(redacted(events, choice))).not.toContain("5f3b4aaa-ceac");
});

test("what may stay stays", () => {
  const { events } = recording("healthy-v1");
  const kept = redacted(events, { ...usualChoice, prompts: false });
  expect(JSON.stringify(kept)).toContain("Lighthouse in fog");
});

test("a prompt of one common word is replaced where it is the prompt, and nothing else is", () => {
  const text = JSON.stringify([null, null, "realtime:x", "broadcast", { prompt: "broadcast" }]);
  const events = logOf([{ kind: "frame.in", socket: 1, size: 1, body: { text } }]);
  const [frame] = redacted(events) as Extract<CaptureEvent, { kind: "frame.in" }>[];
  expect(frame?.body).toEqual({
    text: JSON.stringify([null, null, "realtime:x", "broadcast", { prompt: "hidden-prompt-1" }]),
  });
});

describe("the last look", () => {
  const secret = "correct horse 42 staple";
  const replaced = new Map([[secret, "hidden-prompt-1"]]);
  const look = (...pieces: string[]) => {
    const check = new LeakCheck(usualChoice, replaced);
    for (const piece of pieces) check.push(piece);
    return check.leaks;
  };
  const value = [{ kind: "prompt", found: "value" }];

  test.each([
    ["as it is", secret],
    ["in JSON in JSON", JSON.stringify(JSON.stringify({ a: secret }))],
    ["in an address", `?q=${encodeURIComponent(secret)}`],
    ["in a form", new URLSearchParams({ q: secret }).toString()],
    ["in base64, at any place", btoa(`x${secret}`)],
    ["in base64, at another place", btoa(`xy${secret}!`)],
  ])("finds a value %s", (_, text) => {
    expect(look(`before ${text} after`)).toEqual(value);
  });

  test("finds one that stands in two pieces", () => {
    expect(look(`aaa ${secret.slice(0, 9)}`, `${secret.slice(9)} bbb`)).toEqual(value);
  });

  test("finds what looks like a secret and was never replaced", () => {
    expect(look(`see ghp_${"a1".repeat(18)}`)).toEqual([{ kind: "api-key", found: "form" }]);
    expect(look('{\\"password\\":\\"x1y2z3\\"}')).toEqual([{ kind: "password", found: "form" }]);
  });

  test("says nothing of names that stand for something, nor of what the taps replaced", () => {
    const calm = [
      '{"password":"hidden-password-1","access_token":"jwt:{\\"role\\":\\"anon\\"}"}',
      "?apikey=***&token=hidden-token-2 Bearer ***",
      "hidden-email-1@hidden.invalid",
      "authorization: undefined",
    ];
    expect(look(calm.join("\n"))).toEqual([]);
  });

  test("what it says never holds the value", () => {
    expect(JSON.stringify(refusalOf(look(secret)))).not.toContain(secret);
    expect(JSON.stringify(refusalOf(look(secret)))).toContain("still held prompt");
  });
});

test("every recorded log leaves in every format", async () => {
  const { events, budgets } = recording("other-tab-v1");
  for (const format of FORMAT_NAMES) {
    const order = { events, budgets, choice: usualChoice, format, language: "pt-BR" as const };
    const { file, leaks, replaced } = await buildFile(order);
    expect([format, leaks]).toEqual([format, []]);
    expect(file.size).toBeGreaterThan(50);
    expect(replaced.get("prompt")).toBeGreaterThan(0);
  }
});

test("the preview names every kind of field, how often it is there and one of it, as it would leave", async () => {
  const { events } = recording("healthy-v1");
  const { kinds, replaced } = await previewOf({ events, choice: usualChoice });
  const prompts = kinds.filter(({ path }) => path.endsWith(".prompt"));
  expect(prompts.length).toBeGreaterThan(2);
  for (const { sample, count } of prompts) {
    expect(sample).toMatch(/^hidden-prompt-\d+$/);
    expect(count).toBeGreaterThan(0);
  }
  expect(kinds.find(({ path }) => path === "page.start.url")?.count).toBe(1);
  expect([...replaced.keys()]).toEqual(["prompt"]);
});
