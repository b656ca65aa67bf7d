/** What the cells of a sheet are called. */
import type { Status } from "../chain/job.ts";
import { both, compose, duration, say, type Language, type Text } from "../chain/text.ts";
import type { Cell, CellKind, ClockOffset, SheetTab } from "./sheet.ts";

const kindWords: Record<CellKind, Text> = {
  received: both("received", "recebido"),
  late: both("late", "atrasado"),
  missed: both("missed", "perdido"),
  hidden: both("hidden", "oculta"),
  disconnected: both("disconnected", "desconectada"),
  "other-user": both("other user", "outro usuário"),
  "public-join": both("public join", "entrada pública"),
  waiting: both("waiting", "esperando"),
  "not-due": both("not due", "não devido"),
  unknown: both("unknown", "desconhecido"),
};

/** The status of a step by whose mark a cell is drawn, where it has none of its own. */
export const CELL_STATUS: Record<CellKind, Status> = {
  received: "observed",
  late: "late",
  missed: "missing",
  "public-join": "missing",
  hidden: "blocked",
  disconnected: "blocked",
  "other-user": "blocked",
  waiting: "waiting",
  "not-due": "blocked",
  unknown: "unknown",
};

/** "received +0.12 s", "late +1.8 s", "missed". What rests on an estimated offset carries "≈". */
export function cellText({ kind, after, estimated }: Cell, language: Language): string {
  const word = say(kindWords[kind], language);
  if (after === undefined || after === 0 || kind === "not-due") return word;
  return `${word} ${estimated ? "≈" : ""}+${duration(after)}`;
}

/** So much of an id tells users apart. */
const SHORT = 8;

/** Of the tab at a place, from 0: "Tab 1". */
export const numberText = (place: number): Text => both(`Tab ${place + 1}`, `Aba ${place + 1}`);

/** "v1, public", "user u_9e20": what tells a tab from the others. `user` is that of the first tab. */
export const tabText = ({ flow, joined, user }: SheetTab, other: string | undefined): Text =>
  user !== undefined && other !== undefined && user !== other
    ? both(`user ${user.slice(0, SHORT)}`, `usuário ${user.slice(0, SHORT)}`)
    : [
        flow,
        joined && (joined === "public" ? both("public", "público") : both("private", "privado")),
      ]
        .filter((each) => each !== undefined)
        .reduce<Text>(
          (all, each) => compose((word) => [word(all), word(each)].filter(Boolean).join(", ")),
          "",
        );

export const clockText = ({ log, ahead, spread = 0, broadcasts }: ClockOffset): Text => {
  if (ahead === undefined) {
    return both(
      `The clock of ${log} cannot be compared: no broadcast was heard on both.`,
      `O relógio de ${log} não pode ser comparado: nenhum broadcast foi ouvido nos dois.`,
    );
  }
  const off = `${duration(Math.abs(ahead))} ± ${duration(spread)}`;
  const isAhead = ahead >= 0;
  return both(
    `The clock of ${log} is about ${off} ${isAhead ? "ahead" : "behind"}, by ${broadcasts} broadcasts.`,
    `O relógio de ${log} está cerca de ${off} ${isAhead ? "adiantado" : "atrasado"}, por ${broadcasts} broadcasts.`,
  );
};
