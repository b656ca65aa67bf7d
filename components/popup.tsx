import { useId } from "react";
import type { SiteState } from "../lib/sites/look.ts";
import { displayableLine } from "../lib/displayable.ts";
import { Icon } from "./icon.tsx";
import { SiteList } from "./site-list.tsx";
import { Record } from "./support/record.tsx";
import { Recorded } from "./support/recorded.tsx";
import { Running } from "./support/running.tsx";
import type { Support } from "./support/support.ts";
import type { Sites } from "./use-sites.ts";
import type { Words } from "./words-en.ts";
import { fill, useWords, WordsContext, wordsOf } from "./words.ts";

const says: Record<SiteState, { title: keyof Words; text: keyof Words }> = {
  always: { title: "alwaysHere", text: "alwaysHereText" },
  on: { title: "onHere", text: "onHereText" },
  off: { title: "offHere", text: "offHereText" },
  none: { title: "noneHere", text: "noneHereText" },
};

interface PopupProps {
  sites: Sites;
  /** Language of the browser: "pt-BR". */
  language: string;
  /** Without it there is no page to load again. */
  onReload?: (() => void) | undefined;
  /** What is or could be recorded; absent until that is known, and where nothing can be. */
  support?: Support | undefined;
  /** Asks for this site, and records once that is granted. Inside a click. */
  onAllow?: (() => void) | undefined;
}

/** What the button in the toolbar opens: a recording, whether Hopscope is on here, and everywhere that it is on. */
export function Popup({ sites, language, onReload, support, onAllow }: PopupProps) {
  const words = wordsOf(language);
  const { here, state } = sites;
  return (
    <WordsContext value={words}>
      <main className="pop" lang={words.language} data-state={state}>
        <header>
          <Icon name="logo" />
          <span className="strong">Hopscope</span>
          <span className="grow" />
          <span className="dim clip" title={here}>
            {here?.replace(/^https?:\/\//, "")}
          </span>
        </header>
        {support?.problem !== undefined && (
          <section role="alert">{displayableLine(support.problem)}</section>
        )}
        {support?.state === "recording" ? (
          <Running support={support} />
        ) : support?.state === "recorded" ? (
          <Recorded support={support} />
        ) : (
          <>
            {support && onAllow && (
              <Record support={support} state={state} here={here} onAllow={onAllow} />
            )}
            <Standing sites={sites} onReload={onReload} />
          </>
        )}
      </main>
    </WordsContext>
  );
}

/** Whether Hopscope is on here, and where else. */
function Standing({ sites, onReload }: Pick<PopupProps, "sites" | "onReload">) {
  const words = useWords();
  const about = useId();
  const { here, state, list, problem, onSwitch } = sites;
  const { title, text } = says[state];
  return (
    <>
      <section>
        <h2>{words[title]}</h2>
        <p className="soft" id={about}>
          {words[text]}
        </p>
        {here !== undefined && (state === "on" || state === "off") && (
          <button
            className="switch"
            role="switch"
            aria-checked={state === "on"}
            aria-describedby={about}
            onClick={() => onSwitch(here, state === "off")}
          >
            <i />
            <span>{fill(words.onForSite, { site: here })}</span>
          </button>
        )}
        {problem && (
          <p className="soft" role="alert">
            {problem}
          </p>
        )}
        {state === "on" && onReload && (
          <button className="button wide" onClick={onReload}>
            <Icon name="reload" small />
            {words.reloadPage}
          </button>
        )}
      </section>
      <section>
        <h2>{words.sites}</h2>
        <SiteList list={list} onSwitch={onSwitch} />
      </section>
      <section className="soft">
        <p>{words.sitesText}</p>
        <p>{words.quietStays}.</p>
        <p>
          <a className="link" href="/viewer.html" target="_blank" rel="noreferrer">
            {words.openFile}
          </a>
        </p>
      </section>
    </>
  );
}
