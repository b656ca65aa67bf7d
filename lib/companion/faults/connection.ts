/** What happens to the connection itself. */
import { aimOf } from "../aim.ts";
import { numberOf, textOf, type Rig, type Start } from "../rig.ts";
import { kill, refuse, socketsOf } from "./kill.ts";

/** Does `end` when the time of a fault is over; 0 is without end. */
const until = (rig: Rig, seconds: number, end: () => void) => {
  if (seconds > 0) rig.later(seconds * 1_000, end);
};

/** At once, or instead of a frame when one is named. */
export const cut: Start = (rig, params) => {
  const isAimed = ["topic", "event", "job"].some((name) => textOf(params, name) !== "");
  if (!isAimed && numberOf(params, "nth") === 0) {
    for (const socket of socketsOf(rig)) kill(rig, socket);
    return {};
  }
  const aim = aimOf(params, rig.seams.clock.now);
  return {
    arrive({ socket, message, change }) {
      if (!message || message.event !== "broadcast") return undefined;
      const text = () => JSON.stringify(message.payload) ?? "";
      if (!aim({ topic: message.topic, event: change?.operation, text })) return undefined;
      kill(rig, socket);
      return "lost";
    },
  };
};

export const keepCut: Start = (rig, params) => {
  let isOn = true;
  until(rig, numberOf(params, "seconds"), () => {
    isOn = false;
    rig.act("over");
  });
  for (const socket of socketsOf(rig)) kill(rig, socket);
  return { connect: (socket) => isOn && refuse(rig, socket) };
};

export const halfOpen: Start = (rig, params) => {
  let isOn = true;
  let isTold = false;
  until(rig, numberOf(params, "seconds"), () => {
    isOn = false;
    rig.act("over");
  });
  return {
    arrive() {
      if (!isOn) return undefined;
      if (!isTold) rig.act("silent");
      isTold = true;
      return "lost";
    },
  };
};

const NO_NETWORK = "Failed to fetch";

/** What the taps do not watch of the page's other calls goes on: only its sockets and the profile's calls are met. */
export const offline: Start = (rig) => {
  const { page } = rig.seams;
  const tell = (type: "online" | "offline") => rig.dispatch(page, new Event(type));
  // Kept first and so done last: the state is back when the page is told.
  rig.undo(() => tell("online"));
  rig.replace(page.navigator, "onLine", () => false);
  tell("offline");
  for (const socket of socketsOf(rig)) kill(rig, socket);
  return {
    connect: (socket) => refuse(rig, socket),
    call({ url }) {
      rig.act("failed", { url: url.pathname });
      return Promise.reject(rig.own(new TypeError(NO_NETWORK)));
    },
  };
};
