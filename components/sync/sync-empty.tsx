import { STEPS } from "../../lib/chain/profile.ts";
import { Icon } from "../icon.tsx";
import { Strip } from "../slot.tsx";
import { tabCount, useTell } from "./say.ts";

/** Nothing to compare: what that means, and what to do. */
export function SyncEmpty({ tabs, live }: { tabs: number; live: boolean }) {
  const tell = useTell();
  const isAlone = tabs < 2;
  const title = tell(isAlone ? (live ? "emptyTitle" : "emptyFileTitle") : "noJobTitle");
  const text = tell(isAlone ? (live ? "emptyText" : "emptyFileText") : "noJobText", {
    tabs: tabCount(tabs, tell),
  });
  return (
    <div className="blank" data-empty="sync">
      <div>
        <Strip slots={STEPS.map((step) => ({ step, status: "not-yet" }))} label={title} wide />
        <h2>{title}</h2>
        <p className="soft">{text}</p>
        {isAlone && live && (
          <ul>
            <li>
              <Icon name="reload" />
              <span>{tell("emptyReload")}</span>
            </li>
          </ul>
        )}
      </div>
    </div>
  );
}
