import { expect, test } from "vitest";
import { say } from "../lib/chain/text.ts";
import type { CaptureEvent, Said } from "../lib/event.ts";
import { createEventIndex } from "./event-index.ts";
import { chipLabel, eventLine } from "./event-text.ts";

const stamped = (said: Said): CaptureEvent => ({ id: "d:0", seq: 0, doc: "d", at: 0, ...said });
const index = createEventIndex()([]);

const cases: [Said, chip: string, emPortugues: string, line: string][] = [
  [
    { kind: "auth.session", claims: { role: "authenticated", sub: "u_1" }, source: "storage" },
    "session",
    "sessão",
    "authenticated u_1 (storage)",
  ],
  [
    { kind: "auth.session", claims: null, source: "header" },
    "no session",
    "sem sessão",
    "null (header)",
  ],
  [{ kind: "auth.set", pinned: true }, "token pinned", "token fixado", "setAuth(token), pinned"],
  [
    { kind: "auth.lock", name: "lock:sb", held: true, waiting: 2 },
    "auth lock held",
    "lock de auth preso",
    "lock:sb held, 2 waiting",
  ],
  [
    { kind: "cache.hook", cache: 1, key: "/api/projects/7c", listeners: 0, fetcher: false },
    "no hook left",
    "nenhum hook",
    "/api/projects/7c hooks 0 no fetcher",
  ],
  [
    {
      kind: "cache.write",
      cache: 1,
      key: "/api/projects/7c",
      from: "a",
      to: "b",
      blanked: false,
      held: [],
      holds: ["https://cdn.example/i/fox.png?x=1"],
    },
    "cache write",
    "cache write",
    "/api/projects/7c a to b held - holds fox.png",
  ],
  [
    {
      kind: "react.look",
      needles: ["https://cdn.example/i/fox.png"],
      hits: [],
      fibers: 9,
      ms: 1,
      exhausted: true,
      commits: 3,
    },
    "look: nothing",
    "busca: nada",
    "fox.png nowhere 3 commits not the whole tree",
  ],
  [
    { kind: "image.remove", url: "https://cdn.example/fox.png" },
    "image removed",
    "imagem removida",
    "https://cdn.example/fox.png",
  ],
  [
    { kind: "probe.answer", question: "job r1", url: "/api/fal-jobs/r1", status: 200, ms: 41 },
    "probe 200",
    "sonda 200",
    "job r1 200 /api/fal-jobs/r1 41 ms",
  ],
  [
    { kind: "probe.answer", question: "job r1", url: "", status: 0, ms: 9, error: "offline" },
    "probe: no answer",
    "sonda: sem resposta",
    "job r1 offline",
  ],
  [
    {
      kind: "probe.join",
      topic: "realtime:project:7c",
      private: true,
      status: "error",
      ms: 80,
      claims: { role: "anon" },
      reason: "Unauthorized",
    },
    "private join: error",
    "join privado: error",
    "realtime:project:7c private error as anon Unauthorized 80 ms",
  ],
];

test.each(cases)("%j", (said, chip, emPortugues, line) => {
  const event = stamped(said);
  expect(say(chipLabel(event), "en")).toBe(chip);
  expect(say(chipLabel(event), "pt-BR")).toBe(emPortugues);
  expect(eventLine(event, index)).toBe(line);
});
