import { expect, test } from "vitest";
import { falseAlarms, healthySessions } from "./healthy.ts";

test("of 1,000 healthy jobs none is ever called broken", () => {
  const alarms = [...healthySessions(1_000)].flatMap(({ seed, events }) =>
    falseAlarms(events).map((alarm) => `seed ${seed}: ${alarm}`),
  );
  expect(alarms).toEqual([]);
}, 120_000);
