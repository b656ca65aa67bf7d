/** The seven things that a person tries with several tabs, as the sheet shows them. */
import { both, compose, duration, type Text } from "../chain/text.ts";
import type { Cell, Sheet, SheetStep } from "./sheet.ts";
import { cellsOf } from "./totals.ts";

/** `open`: nobody has tried it yet. */
export type CheckState = "passed" | "late" | "failed" | "open";

export interface SheetCheck {
  id: string;
  title: Text;
  state: CheckState;
  /** "3 tabs", "+1.2 s". */
  value: Text;
  /** What was seen that is not as it should be, or what to do. */
  note?: Text;
  /** The event that shows it. */
  event?: string;
}

type Outcome = Omit<SheetCheck, "id" | "title">;
type Check = (sheet: Sheet) => Outcome;

/** Rows in which so many tabs of the job's user show what they should. */
const MANY = 2;
const isSeen = ({ kind }: Cell): boolean => kind === "received" || kind === "late";
/** It is there, whether somebody looks or not. */
const isThere = (cell: Cell): boolean =>
  isSeen(cell) || (AWAY.has(cell.kind) && cell.at !== undefined);
const AWAY = new Set<Cell["kind"]>(["hidden", "disconnected"]);
const isFault = ({ kind }: Cell): boolean => kind === "missed" || kind === "public-join";
const open = (note: Text): Outcome => ({ state: "open", value: "–", note });
const nOf = (n: number, all: number): Text => both(`${n} of ${all}`, `${n} de ${all}`);
const eventOf = (cell: Cell | undefined) => {
  const event = cell?.evidence[0]?.event;
  return event === undefined ? {} : { event };
};
/** The largest of some times, ms. */
const most = (cells: readonly Cell[]): number =>
  Math.max(0, ...cells.map(({ after = 0 }) => after));

function sameUser({ tabs }: Sheet): Outcome {
  const users = new Map<string, number>();
  for (const { user } of tabs) if (user !== undefined) users.set(user, (users.get(user) ?? 0) + 1);
  const n = Math.max(0, ...users.values());
  return n >= MANY
    ? { state: "passed", value: both(`${n} tabs`, `${n} abas`) }
    : open(
        both(
          "Open the project in a second tab, as the same user.",
          "Abra o projeto numa segunda aba, com o mesmo usuário.",
        ),
      );
}

/** Whether a step is seen in every tab to which it is due, of the jobs that were due in at least two. */
const inEveryTab =
  (step: SheetStep): Check =>
  (sheet) => {
    const rows = sheet.rows.filter(({ steps }) => {
      const { cells } = steps[step];
      return cells.filter((cell) => isThere(cell) || isFault(cell)).length >= MANY;
    });
    if (rows.length === 0) {
      return open(both("Make a job with two tabs open.", "Crie um job com duas abas abertas."));
    }
    const good = rows.filter(({ steps }) => !steps[step].cells.some(isFault));
    const cells = rows.flatMap(({ steps }) => steps[step].cells);
    if (good.length === rows.length) {
      const late = cells.filter(({ kind }) => kind === "late");
      const slowest = most(cells.filter(isSeen));
      return {
        state: late.length > 0 ? "late" : "passed",
        value: duration(slowest),
        ...eventOf(late[0] ?? cells.find(isThere)),
      };
    }
    const [row] = rows.filter((each) => !good.includes(each));
    const place = row?.steps[step].cells.findIndex(isFault) ?? -1;
    const cell = row?.steps[step].cells[place];
    return {
      state: "failed",
      value: nOf(good.length, rows.length),
      ...(cell && {
        note: compose((word) => `${word(sheet.tabs[place]!.name)}: ${word(cell.why)}`),
      }),
      ...eventOf(cell),
    };
  };

/** A tab that was cut has the picture all the same once it is back, by asking again. */
function reconnect({ rows }: Sheet): Outcome {
  const cut = rows.flatMap(({ steps }) =>
    steps.U9.cells.flatMap((cell, place) =>
      cell.kind === "disconnected" ? [{ cell, picture: steps.U12.cells[place] }] : [],
    ),
  );
  // What shows that it joined again stands behind what cut it.
  const [away] = cut.filter(({ cell }) => cell.evidence.length < 2);
  if (cut.length === 0) {
    return open(
      both(
        "Cut the network of one tab, make a job in the other, and connect it again.",
        "Corte a rede de uma aba, crie um job na outra e conecte-a de novo.",
      ),
    );
  }
  const back = cut.filter(({ picture }) => picture && isThere(picture));
  const [lost] = cut.filter((each) => !back.includes(each));
  const { cell } = lost ?? cut[0]!;
  return {
    state: !lost ? "passed" : away ? "open" : "failed",
    value: nOf(back.length, cut.length),
    ...(lost && { note: cell.why }),
    ...eventOf(cell),
  };
}

function hiddenTab(sheet: Sheet): Outcome {
  const cells = sheet.tabs.flatMap((_tab, place) =>
    cellsOf(sheet, "U12", place).filter(({ kind }) => kind === "hidden"),
  );
  if (cells.length === 0) {
    return open(
      both(
        "Hide one tab, make a job in the other, and show it again.",
        "Oculte uma aba, crie um job na outra e mostre-a de novo.",
      ),
    );
  }
  const shown = cells.filter(({ after }) => after !== undefined);
  const unseen = cells.find(({ after }) => after === undefined);
  return shown.length === cells.length
    ? {
        state: "passed",
        value: nOf(shown.length, cells.length),
        ...eventOf(shown[0]),
      }
    : {
        state: "open",
        value: nOf(shown.length, cells.length),
        ...(unseen && { note: unseen.why }),
        ...eventOf(unseen),
      };
}

/** A frame of somebody else's job that came to a tab. */
function otherUsers({ tabs, rows }: Sheet): Outcome {
  const others = rows.flatMap(({ userId, steps }) =>
    userId === undefined
      ? []
      : tabs.flatMap(({ user }, place) =>
          user === undefined || user === userId
            ? []
            : (["U5", "U9"] as const).flatMap((step) => steps[step].cells[place] ?? []),
        ),
  );
  if (others.length === 0) {
    return open(
      both("Sign in as another user in one more tab.", "Entre como outro usuário em mais uma aba."),
    );
  }
  const leaks = others.filter(isThere);
  return {
    state: leaks.length === 0 ? "passed" : "failed",
    value: both(`${leaks.length} frames`, `${leaks.length} frames`),
    ...(leaks.length > 0 && {
      note: both(
        "A tab of another user got a frame of this job. Look at the policies of realtime.messages.",
        "Uma aba de outro usuário recebeu um frame deste job. Veja as policies de realtime.messages.",
      ),
    }),
    ...eventOf(leaks[0]),
  };
}

function twice({ rows }: Sheet): Outcome {
  const cells = rows.flatMap(({ steps }) => [...steps.U5.cells, ...steps.U9.cells]);
  const doubles = cells.filter(({ twice: again }) => again !== undefined);
  if (!cells.some(isSeen)) {
    return open(both("Make a job.", "Crie um job."));
  }
  return {
    state: doubles.length === 0 ? "passed" : "failed",
    value: String(doubles.length),
    ...(doubles.length > 0 && {
      note: both(
        "A tab got the same broadcast twice: two subscriptions of one topic, or a server that sends it again.",
        "Uma aba recebeu o mesmo broadcast duas vezes: duas assinaturas de um tópico, ou um servidor que reenvia.",
      ),
    }),
    ...(doubles[0]?.twice !== undefined && { event: doubles[0].twice }),
  };
}

const CHECKS: { id: string; title: Text; check: Check }[] = [
  {
    id: "same-user",
    title: both("Two or more tabs open, same user", "Duas ou mais abas abertas, mesmo usuário"),
    check: sameUser,
  },
  {
    id: "queues",
    title: both("Job appears in every queue", "O job aparece em todas as filas"),
    check: inEveryTab("C7"),
  },
  {
    id: "images",
    title: both("Image appears in every tab", "A imagem aparece em todas as abas"),
    check: inEveryTab("U12"),
  },
  {
    id: "reconnect",
    title: both("Drop and reconnect the network", "Cair e reconectar a rede"),
    check: reconnect,
  },
  {
    id: "hidden",
    title: both("Hidden tab catches up when shown", "Aba oculta se atualiza ao ser mostrada"),
    check: hiddenTab,
  },
  {
    id: "other-users",
    title: both("Other users receive nothing", "Outros usuários não recebem nada"),
    check: otherUsers,
  },
  {
    id: "twice",
    title: both("No job is delivered twice", "Nenhum job é entregue duas vezes"),
    check: twice,
  },
];

/** What the sheet shows of each. */
export const checksOf = (sheet: Sheet): SheetCheck[] =>
  CHECKS.map(({ id, title, check }) => ({ id, title, ...check(sheet) }));
