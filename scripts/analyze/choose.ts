import { say, type Language } from "../../lib/chain/text.ts";
import { displayableLine } from "../../lib/displayable.ts";
import type { Preview } from "../../lib/share/build.ts";
import { usualChoice, type Choice } from "../../lib/share/choice.ts";
import { refusalOf, type Leak } from "../../lib/share/leaks.ts";

const listOf = (text: string): string[] =>
  text.split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));

/** `keep`: of "emails,prompts,signatures" what may leave. `hide`: ends of paths, as "record.name,city". */
export function choiceOf(keep: string, hide: string): Choice {
  const kept = listOf(keep);
  const { emails, prompts, signatures } = usualChoice;
  return {
    emails: emails && !kept.includes("emails"),
    prompts: prompts && !kept.includes("prompts"),
    signatures: signatures && !kept.includes("signatures"),
    fields: listOf(hide),
  };
}

/** A line a kind of field: how many, where, and one of them. */
export const previewText = ({ kinds, replaced }: Preview): string =>
  [
    ...kinds.map(
      ({ count, path, sample }) =>
        `${String(count).padStart(8)}  ${displayableLine(path)}  ${displayableLine(sample)}`,
    ),
    ...Array.from(replaced, ([kind, count]) => `${String(count).padStart(8)}  ${kind} replaced`),
  ].join("\n");

export const leakText = (leaks: readonly Leak[], language: Language): string =>
  say(refusalOf(leaks), language);
