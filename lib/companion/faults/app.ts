/** What goes wrong in the app itself, and in the browser around it. */
import { say } from "../../chain/text.ts";
import { readChange } from "../../realtime/change.ts";
import { aimOf } from "../aim.ts";
import { barWords } from "../bar-words.ts";
import type { Start } from "../rig.ts";

export const swallowMutate: Start = (rig, params) => {
  const aim = aimOf(params, rig.seams.clock.now);
  return {
    mutate(key) {
      if (!aim({ key })) return false;
      rig.act("swallowed", { key });
      return true;
    },
  };
};

export const handlerThrows: Start = (rig, params) => {
  const aim = aimOf(params, rig.seams.clock.now);
  return {
    run(topic, message) {
      const event = readChange(message)?.operation;
      if (!aim({ topic, event, text: () => JSON.stringify(message) ?? "" })) return;
      rig.act("threw", { topic, ...(event && { event }) });
      throw new Error(say(barWords.throws, rig.language));
    },
  };
};
