import { expect, test } from "vitest";
import { order } from "../chain/rules/order.ts";
import { imageProfile } from "../chain/profile.ts";
import { say } from "../chain/text.ts";
import { isSwitchedOn, isValid, paramsOf, switches, type Switch } from "./switches.ts";
import { paramWords, switchWords } from "./switch-words.ts";

const all: readonly Switch[] = switches;

test("there are 8 fixes and 20 faults, each once", () => {
  expect(all.filter(({ kind }) => kind === "fix")).toHaveLength(8);
  expect(all.filter(({ kind }) => kind === "fault")).toHaveLength(20);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

test.each(all.map((each) => [each.id, each] as const))(
  "%s says what is expected of it, in both languages, with defaults that it takes itself",
  (id, { kind, params, expects, cures }) => {
    expect(kind === "fault" ? expects : cures).toBeDefined();
    const rules = new Set(order.map((rule) => rule.id));
    const broken = expects?.kind === "broken" ? expects : undefined;
    for (const rule of [...(cures ?? []), broken?.rule]) {
      if (rule !== undefined) expect(rules).toContain(rule);
    }
    // Who names no rule says why there is none.
    if (broken && broken.rule === undefined) expect(switchWords[id].but).toBeDefined();
    for (const step of broken?.steps ?? []) {
      expect(Object.keys(imageProfile.steps)).toContain(step);
    }
    for (const text of Object.values(switchWords[id])) {
      expect(say(text, "en")).toMatch(/./);
      expect(say(text, "pt-BR")).not.toBe(say(text, "en"));
    }
    for (const param of params) {
      expect(isValid(param, param.default)).toBe(true);
      expect(paramWords[param.name]).toBeDefined();
    }
  },
);

test("what is not known is not switched on, and no value leaves its limits", () => {
  const delay = { id: "delay", params: { ms: 5, topic: "project:" } };
  expect(isSwitchedOn([delay])).toBe(true);
  expect(isSwitchedOn([delay, delay])).toBe(false);
  expect(isSwitchedOn([{ id: "toString", params: {} }])).toBe(false);
  for (const params of [{ ms: 0 }, { ms: "5" }, { ms: 1.5 }, { other: 1 }, { topic: 1 }]) {
    expect(isSwitchedOn([{ id: "delay", params: params as never }])).toBe(false);
  }
  expect(paramsOf({ id: "delay", params: { ms: -1, topic: "project:" } })).toMatchObject({
    ms: 2_000,
    topic: "project:",
    count: 0,
  });
});
