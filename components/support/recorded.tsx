import { useCallback, useState } from "react";
import { usualChoice } from "../../lib/share/choice.ts";
import { displayableLine } from "../../lib/displayable.ts";
import { FieldTable } from "../field-table.tsx";
import { Icon, type IconName } from "../icon.tsx";
import { useSay, useWords } from "../words.ts";
import { useTell } from "./say.ts";
import { StoryView } from "./story-view.tsx";
import type { Contents, Support } from "./support.ts";

/** A recording that was stopped: what happened, what would be in the file, and the file. */
export function Recorded({ support }: { support: Support }) {
  const tell = useTell();
  const words = useWords();
  const { story, contents } = support;
  if (!story)
    return (
      <section data-support="looking">
        <p role="status">{tell("looking")}</p>
      </section>
    );
  return (
    <>
      <section data-support="recorded">
        <StoryView story={story} />
        {story.code !== undefined && (
          <p className="dim" data-code={story.code}>
            {tell("code", { code: story.code })}
          </p>
        )}
        <div className="two">
          {support.onReload && (
            <button className="button" data-action="reload" onClick={support.onReload}>
              <Icon name="reload" small />
              {words.reloadPage}
            </button>
          )}
          <button className="button" data-action="throw-away" onClick={support.onThrowAway}>
            {tell("throwAway")}
          </button>
        </div>
      </section>
      {contents ? (
        <InFile contents={contents} />
      ) : (
        <section>
          <p role="status">{tell("looking")}</p>
        </section>
      )}
      <Save support={support} />
    </>
  );
}

/** The kinds of what is replaced, as somebody calls them who is no developer. */
const TAKEN = { email: "emails", prompt: "prompts", signature: "signatures" } as const;
const TAKEN_ICONS = {
  secrets: "lock",
  emails: "info",
  prompts: "list",
  signatures: "lock",
} satisfies Record<string, IconName>;

function InFile({ contents }: { contents: Contents }) {
  const tell = useTell();
  const { preview } = contents;
  const previewOf = useCallback(() => Promise.resolve(preview), [preview]);
  const taken = new Map<keyof typeof TAKEN_ICONS, number>();
  for (const [kind, count] of preview.replaced) {
    const name = TAKEN[kind as keyof typeof TAKEN] ?? "secrets";
    taken.set(name, (taken.get(name) ?? 0) + count);
  }
  return (
    <section>
      <h2>{tell("inFile")}</h2>
      <ul className="counts" data-counts="in">
        <Count icon="list" text={tell("events")} count={contents.events} />
        <Count icon="browser" text={tell("addresses")} count={contents.addresses} />
        <Count icon="wire" text={tell("messages")} count={contents.messages} />
      </ul>
      <h2>{tell("takenOut")}</h2>
      {taken.size === 0 && <p className="soft">{tell("nothingOut")}</p>}
      <ul className="counts" data-counts="out">
        {Array.from(taken, ([name, count]) => (
          <Count key={name} icon={TAKEN_ICONS[name]} text={tell(name)} count={count} />
        ))}
      </ul>
      <details>
        <summary>{tell("everything")}</summary>
        <FieldTable choice={usualChoice} previewOf={previewOf} />
      </details>
    </section>
  );
}

function Count({ icon, text, count }: { icon: IconName; text: string; count: number }) {
  return (
    <li>
      <Icon name={icon} />
      <span className="grow">{text}</span>
      <span className="dim num">{count}</span>
    </li>
  );
}

function Save({ support }: { support: Support }) {
  const tell = useTell();
  const say = useSay();
  const words = useWords();
  const [saving, setSaving] = useState(false);
  const [said, setSaid] = useState<{ text: string; isProblem: boolean }>();
  const save = async () => {
    setSaving(true);
    try {
      const result = await support.onSave();
      setSaid(
        "name" in result
          ? { text: tell("saved", { name: result.name }), isProblem: false }
          : { text: say(result.refusal), isProblem: true },
      );
    } catch (error) {
      setSaid({ text: displayableLine(String(error)), isProblem: true });
    } finally {
      setSaving(false);
    }
  };
  return (
    <section>
      <button
        className="button primary wide"
        data-action="save"
        disabled={saving || !support.contents}
        onClick={() => void save()}
      >
        <Icon name="save" small />
        {saving ? words.saving : tell("save")}
      </button>
      {said && <p role={said.isProblem ? "alert" : "status"}>{said.text}</p>}
    </section>
  );
}
