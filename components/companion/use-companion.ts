import { useRef, useState } from "react";
import { MINUTES, paramsOf, type Value } from "../../lib/companion/switches.ts";
import type { SwitchedOn } from "../../lib/event.ts";
import type { Diary, Standing } from "../../lib/trial/diary.ts";
import type { Companion } from "./companion.ts";

/** So many minutes a press adds. */
const MORE = 5;

export type Values = Record<string, Value>;

/** The switches of the page, as a person moves them. */
export interface Switchboard {
  standing: Standing | undefined;
  diary: Diary;
  /** The tab that is watched. */
  tab: number | undefined;
  /** The switch that the page is being asked for, "" for all of them; undefined while nothing is asked. */
  asking: string | undefined;
  /** What went wrong the last time. */
  failure: string | undefined;
  valuesOf(id: string): Values;
  /** Of a switch that is on, the page is told at once. */
  setValues(id: string, part: Values): void;
  isOn(id: string): boolean;
  turn(ids: readonly string[], on: boolean): void;
  addTime(): void;
  allOff(): void;
}

interface BoardOptions {
  companion: Companion | undefined;
  diary: Diary;
  tab: number | undefined;
  /** Ms since the epoch. */
  now: number;
}

/** Asks the page, once at a time, and remembers what each switch is to be told. What is on only the page says. */
export function useCompanion({ companion, diary, tab, now }: BoardOptions): Switchboard {
  const standing = diary.standing(now);
  const [values, setKnown] = useState<ReadonlyMap<string, Values>>(new Map());
  const [asking, setAsking] = useState<string>();
  const [failure, setFailure] = useState<string>();
  /** What was asked for last, until the page has answered; and whether it was changed while the page was being asked. */
  const wanted = useRef<{ on: readonly SwitchedOn[]; minutes: number; again: boolean }>(undefined);

  const left = standing ? (standing.ends - now) / 60_000 : MINUTES.default;
  const whole = (minutes: number) =>
    Math.min(MINUTES.max, Math.max(MINUTES.min, Math.ceil(minutes)));

  const ask = async (to: Companion): Promise<void> => {
    for (;;) {
      const { current } = wanted;
      if (!current) return;
      current.again = false;
      await to.set([...current.on], current.minutes);
      if (!wanted.current?.again) return;
    }
  };
  const put = (on: readonly SwitchedOn[], minutes: number, what: string) => {
    if (!companion) return;
    const isAsking = wanted.current !== undefined;
    wanted.current = { on, minutes: whole(minutes), again: true };
    setAsking(what);
    setFailure(undefined);
    if (isAsking) return;
    const end = (error?: string) => {
      wanted.current = undefined;
      setAsking(undefined);
      setFailure(error);
    };
    ask(companion).then(
      () => end(),
      (error: unknown) => end(error instanceof Error ? error.message : String(error)),
    );
  };
  const on = standing?.on ?? [];
  /** What a press changes: a page that is being asked is not yet what it will be. */
  const base = () => wanted.current?.on ?? on;
  const valuesOf = (id: string) =>
    paramsOf({ id, params: values.get(id) ?? on.find((each) => each.id === id)?.params ?? {} });

  return {
    standing,
    diary,
    tab,
    asking,
    failure,
    valuesOf,
    isOn: (id) => on.some((each) => each.id === id),
    setValues(id, part) {
      const params = { ...valuesOf(id), ...part };
      setKnown((all) => new Map(all).set(id, params));
      const others = base().filter((each) => each.id !== id);
      if (others.length < base().length) put([...others, { id, params }], left, id);
    },
    turn(ids, turnOn) {
      const others = base().filter(({ id }) => !ids.includes(id));
      const own = turnOn ? ids.map((id) => ({ id, params: valuesOf(id) })) : [];
      put([...others, ...own], left, ids.length === 1 ? ids[0]! : "");
    },
    addTime: () => put(base(), Math.ceil(left) + MORE, ""),
    allOff: () => put([], MINUTES.default, ""),
  };
}
