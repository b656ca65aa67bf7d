import type { SiteState } from "../../lib/sites/look.ts";
import type { Site } from "../../lib/sites/site.ts";
import { Icon } from "../icon.tsx";
import { useTell } from "./say.ts";
import type { Support } from "./support.ts";

interface RecordProps {
  support: Support;
  state: SiteState;
  here: Site | undefined;
  onAllow: () => void;
}

/** The one button with which support mode begins. */
export function Record({ support, state, here, onAllow }: RecordProps) {
  const tell = useTell();
  if (state === "none") return undefined;
  const isOff = state === "off";
  return (
    <section data-support="idle">
      <h1>{tell("record")}</h1>
      <p className="soft">{tell(isOff ? "allowText" : "recordText")}</p>
      {isOff && <p className="strong clip">{here}</p>}
      {!isOff && support.reloads && <p className="soft">{tell("reloadText")}</p>}
      <button
        className="button primary wide"
        data-action="record"
        onClick={isOff ? onAllow : () => support.onRecord()}
      >
        <Icon name="record" small />
        {tell(isOff ? "allow" : "record")}
      </button>
    </section>
  );
}
