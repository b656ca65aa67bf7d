/** Broadcasts that are lost, late, doubled, out of order or cut short on their way. */
import { aimOf } from "../aim.ts";
import { numberOf, type Arrival, type Hooks, type Params, type Rig, type Start } from "../rig.ts";

type Data = string | ArrayBuffer;

/** Answers, heartbeats and words of the server are left alone: only what tells of a change is met. */
function eachMet(rig: Rig, params: Params, meet: (data: Data, arrival: Arrival) => boolean): Hooks {
  const aim = aimOf(params, rig.seams.clock.now);
  return {
    arrive(arrival) {
      const { message, change, data } = arrival;
      if (!message || (message.event !== "broadcast" && message.event !== "postgres_changes"))
        return undefined;
      const { topic } = message;
      const event = (message.payload as { event?: string } | undefined)?.event ?? change?.operation;
      const text = () => JSON.stringify(message.payload) ?? "";
      if (!aim({ topic, event, text })) return undefined;
      return meet(data as Data, arrival) ? "lost" : undefined;
    },
  };
}

const aboutOf = ({ message, change }: Arrival) => {
  const id = change?.record?.["id"];
  return {
    topic: message?.topic ?? "",
    ...(change && { event: change.operation }),
    ...(typeof id === "string" && { job: id }),
  };
};

export const drop: Start = (rig, params) =>
  eachMet(rig, params, (_data, arrival) => {
    rig.act("dropped", aboutOf(arrival));
    return true;
  });

export const delay: Start = (rig, params) => {
  const held = new Set<() => void>();
  // What is held when the switch goes off comes then.
  rig.undo(() => held.forEach((give) => give()));
  return eachMet(rig, params, (data, arrival) => {
    const give = () => {
      held.delete(give);
      rig.deliver(arrival.socket, data);
    };
    held.add(give);
    rig.act("delayed", aboutOf(arrival));
    rig.later(numberOf(params, "ms"), give);
    return true;
  });
};

export const duplicate: Start = (rig, params) =>
  eachMet(rig, params, (data, arrival) => {
    rig.act("doubled", aboutOf(arrival));
    // The page hears the first one now, when this one is through.
    rig.later(0, () => rig.deliver(arrival.socket, data));
    return false;
  });

export const reorder: Start = (rig, params) => {
  const held: { socket: WebSocket; data: Data }[] = [];
  const give = () => {
    for (const { socket, data } of held.splice(0).toReversed()) rig.deliver(socket, data);
  };
  rig.undo(give);
  return eachMet(rig, params, (data, arrival) => {
    held.push({ socket: arrival.socket, data });
    rig.act("held", aboutOf(arrival));
    if (held.length >= numberOf(params, "hold")) give();
    return true;
  });
};

export const truncate: Start = (rig, params) =>
  eachMet(rig, params, (data, arrival) => {
    rig.act("truncated", aboutOf(arrival));
    const length = typeof data === "string" ? data.length : data.byteLength;
    rig.deliver(
      arrival.socket,
      data.slice(0, Math.floor((length * numberOf(params, "keep")) / 100)),
    );
    return true;
  });
