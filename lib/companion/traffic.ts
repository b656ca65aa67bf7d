/** One frame on its way, as all switches see it, in the order in which they are on. */
import { readChange } from "../realtime/change.ts";
import { decode, type Message } from "../realtime/frame.ts";
import { encodePush, versionOf } from "./encode.ts";
import type { Arrival, Fate, Hooks } from "./rig.ts";

/** A frame that nobody has read yet: it is decoded once, when the first asks. */
export function arrivalOf(socket: WebSocket, data: unknown): Arrival {
  let message: Message | undefined;
  let isRead = false;
  return {
    socket,
    data,
    get message() {
      if (!isRead) message = read(data, "in");
      isRead = true;
      return message;
    },
    get change() {
      const { event, payload } = this.message ?? {};
      return event === "broadcast" || event === "postgres_changes" ? readChange(payload) : null;
    },
  };
}

/** What is lost has not arrived for those that come after; what one keeps from the page the others still see. */
export function fateOf(hooks: readonly Hooks[], arrival: Arrival): Fate {
  let fate: Fate;
  for (const { arrive } of hooks) {
    const next = arrive?.(arrival);
    if (next === "lost") return next;
    fate ??= next;
  }
  return fate;
}

/** What leaves in place of `data`: undefined for itself, `data` undefined for nothing. `by` is who changed it last. */
export function replacementOf<H extends Hooks>(
  hooks: readonly H[],
  socket: WebSocket,
  data: unknown,
): { data: string | undefined; by: H } | undefined {
  const sent = typeof data === "string" ? read(data, "out") : undefined;
  if (!sent) return undefined;
  let message: Message = sent;
  let by: H | undefined;
  for (const hook of hooks) {
    const other: Message | null | undefined = hook.depart?.({ socket, message });
    if (other === null) return { data: undefined, by: hook };
    if (other) [message, by] = [other, hook];
  }
  return by && { data: encodePush(versionOf(socket), message), by };
}

function read(data: unknown, direction: "in" | "out"): Message | undefined {
  const body = typeof data === "string" ? { text: data } : data;
  if (!(body instanceof ArrayBuffer) && typeof data !== "string") return undefined;
  const message = decode(body as ArrayBuffer | { text: string }, "2.0.0", direction);
  return "error" in message ? undefined : message;
}
