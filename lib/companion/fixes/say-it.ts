/** The page says that realtime is lost, and offers to load it again. */
import { say } from "../../chain/text.ts";
import { barWords } from "../bar-words.ts";
import { createBox } from "../bar.ts";
import type { Start } from "../rig.ts";
import { Channels } from "./channels.ts";
import { joinedTopics } from "./rejoin.ts";

const TOAST = `
  :host { all: initial; position: fixed; inset: 16px 16px auto auto; z-index: 2147483647; }
  div { display: grid; gap: 4px; max-width: 320px; padding: 12px 16px; border-radius: 8px; background: #fff; color: #1a1a1a;
    border: 1px solid #d5d5d5; box-shadow: 0 4px 16px rgb(0 0 0 / 20%); font: 14px/1.4 system-ui, sans-serif; }
  button { all: unset; cursor: pointer; justify-self: start; padding: 2px 10px; border-radius: 4px; background: #1a1a1a; color: #fff; }
  button:focus-visible { outline: 2px solid #3b82f6; outline-offset: 2px; }
`;

export const sayIt: Start = (rig) => {
  const { page } = rig.seams;
  const channels = new Channels(joinedTopics(rig));
  const lost = new Set<string>();
  let toast: ReturnType<typeof createBox> | undefined;

  const hide = () => {
    toast?.remove();
    toast = undefined;
  };
  rig.undo(hide);
  const show = () => {
    if (toast) return;
    toast = createBox(page, TOAST);
    const { document } = page;
    const [frame, title, more] = ["div", "strong", "span"].map((tag) =>
      document.createElement(tag),
    );
    const button = document.createElement("button");
    if (!frame || !title || !more) return;
    frame.setAttribute("role", "alert");
    title.textContent = say(barWords.lost, rig.language);
    more.textContent = say(barWords.lostMore, rig.language);
    button.textContent = say(barWords.reload, rig.language);
    button.addEventListener("click", (event) => event.isTrusted && page.location.reload());
    frame.append(title, more, button);
    toast.root.append(frame);
    rig.act("shown");
  };
  const lose = (topic: string) => {
    lost.add(topic);
    show();
  };
  return {
    arrive(arrival) {
      const came = channels.came(arrival);
      if (!came) return undefined;
      if (!("again" in came)) lose(came.topic);
      else if (lost.delete(came.topic) && lost.size === 0) {
        hide();
        rig.act("hidden");
      }
      return undefined;
    },
    depart(departure) {
      channels.sent(departure);
      const { event, topic } = departure.message;
      if (event === "phx_leave" && lost.delete(topic) && lost.size === 0) hide();
      return undefined;
    },
    closed: () => channels.closed().forEach(lose),
  };
};
