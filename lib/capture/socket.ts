/**
 * WebSockets that speak Phoenix. The constructor is a Proxy and `send` is patched on the prototype, so instances stay
 * as they are: own properties on them break web-platform-tests. Our listeners are the first of each socket.
 */
import { getter, method, Proxy, Reflect, URL, URLSearchParams, WeakMap } from "./natives.ts";
import { header } from "../realtime/header.ts";
import { view } from "./frame-body.ts";
import { patch } from "./patch.ts";
import { redactUrl } from "./redact.ts";
import { markOf, type Mark } from "./seams.ts";
import { listen, type Context, type Tap } from "./tap.ts";

/** A socket of the page may be of a class that has its own. */
const urlOf = getter<string>(globalThis.WebSocket, "url");
const stateOf = getter<number>(globalThis.WebSocket, "readyState");
const readParameter = method<string | null>(URLSearchParams, "get");
const OPEN = 1;

interface Watched {
  socket: number;
  /** Undefined until the first frame tells. */
  phoenix: boolean | undefined;
  stop: () => void;
}

export const tapSocket: Tap = {
  name: "socket",
  start(context) {
    const { page, safe, undo } = context;
    const { gates } = context.seam;
    const watch = watcher(context);
    undo(
      patch(page, "WebSocket", (Native: typeof WebSocket) => {
        const proxy: typeof WebSocket = new Proxy(Native, {
          construct(target, args, newTarget) {
            const made = newTarget === proxy ? target : newTarget;
            const socket = Reflect.construct(target, args, made) as WebSocket;
            safe(() => watch.open(socket));
            return socket;
          },
        });
        undo(patch(Native.prototype, "constructor", () => proxy));
        return proxy;
      }),
    );
    undo(
      patch(
        page.WebSocket.prototype,
        "send",
        (native: WebSocket["send"]) =>
          new Proxy(native, {
            apply(target, self: WebSocket, args) {
              const { send } = gates;
              const other = send && safe(() => send(self, args[0]));
              if (!other) Reflect.apply(target, self, args as [string]);
              else if (other.data !== undefined)
                Reflect.apply(target, self, [other.data as string]);
              safe(() => watch.sent(self, other?.data ?? args[0], other?.mark));
            },
          }),
      ),
    );
  },
};

function watcher({ bodies, meter, delivery, seam, say, safe, undo }: Context) {
  const { gates, sockets } = seam;
  const known = new WeakMap<WebSocket, Watched>();
  let count = 0;

  /** A socket whose first frame has told, or whose URL does: `…/websocket?vsn=…` is what every Phoenix client opens. */
  const announce = (socket: WebSocket, watched: Watched, vsn: string) => {
    watched.phoenix = true;
    watched.socket = count++;
    sockets.set(socket, watched.socket);
    const url = redactUrl(urlOf(socket));
    say({ kind: "socket.create", socket: watched.socket, url, vsn });
    if (stateOf(socket) === OPEN) say({ kind: "socket.open", socket: watched.socket });
    safe(() => gates.connect?.(socket));
  };

  /** Whether `data` is a frame of a socket that we watch; settles it for a socket not yet known. */
  const concerns = (socket: WebSocket, watched: Watched, data: unknown): boolean => {
    if (watched.phoenix === undefined) {
      if (speaksPhoenix(data)) announce(socket, watched, isObject(data) ? "1.0.0" : "2.0.0");
      else {
        watched.phoenix = false;
        watched.stop();
      }
    }
    return watched.phoenix === true;
  };

  const heard = (socket: WebSocket, watched: Watched, event: MessageEvent) => {
    if (event === delivery.event || !concerns(socket, watched, event.data)) return;
    meter.frame(() => {
      const said = {
        kind: "frame.in" as const,
        socket: watched.socket,
        ...bodies.read(event.data, false),
        ...markOf(gates, event),
      };
      delivery.event = event;
      delivery.frame = say(said);
      delivery.said = said;
      if (said.held) bodies.keep(delivery.frame, event.data, false);
    });
  };

  const open = (socket: WebSocket): Watched => {
    const watched: Watched = { socket: -1, phoenix: undefined, stop: () => {} };
    known.set(socket, watched);
    const vsn = readVsn(urlOf(socket));
    if (vsn) announce(socket, watched, vsn);
    const on = <E extends Event>(type: string, listener: (event: E) => void) =>
      listen<E>(socket, type, (event) => {
        // An event that the page dispatched is no evidence.
        if (event.type !== type || !(event.isTrusted || gates.marks?.get(event))) return;
        const { receive } = gates;
        if (!receive || !watched.phoenix || safe(() => receive(socket, event)) !== true)
          safe(() => listener(event));
      });
    const offs = [
      on<MessageEvent>("message", (event) => heard(socket, watched, event)),
      on("open", () => {
        if (watched.phoenix) say({ kind: "socket.open", socket: watched.socket });
      }),
      on("error", () => {
        if (watched.phoenix) say({ kind: "socket.error", socket: watched.socket });
      }),
      on<CloseEvent>("close", (event) => {
        const { code, reason, wasClean } = event;
        sockets.delete(socket);
        const about = { socket: watched.socket, code, reason, clean: wasClean };
        if (watched.phoenix) say({ kind: "socket.close", ...about, ...markOf(gates, event) });
        watched.stop();
      }),
    ];
    watched.stop = () => {
      for (const off of offs) off();
    };
    return watched;
  };

  /** The page's listeners are before ours here: the first handler that runs tells of the frame. */
  const openLate = (socket: WebSocket): Watched => {
    delivery.hear = (event) => {
      const watched = known.get(event.target as WebSocket);
      if (watched && event.isTrusted && event.type === "message")
        heard(event.target as WebSocket, watched, event as MessageEvent);
    };
    return open(socket);
  };
  delivery.watchSocket = (socket) =>
    safe(() => {
      if (!known.has(socket) && stateOf(socket) <= OPEN) openLate(socket);
    });
  // The listeners of sockets that live on are inert once the tap is off, so none is kept to be removed.
  undo(() => {
    delete delivery.hear;
    delete delivery.watchSocket;
    delete delivery.event;
    delete delivery.frame;
    delete delivery.said;
  });

  return {
    open,
    /** `send` of a socket that was there before us is how we learn of it. */
    sent(socket: WebSocket, data: unknown, mark?: Mark) {
      const watched = known.get(socket) ?? openLate(socket);
      if (stateOf(socket) !== OPEN || !concerns(socket, watched, data)) return;
      const content = bodies.read(data, true);
      const made = mark && { [mark]: true };
      const id = say({ kind: "frame.out", socket: watched.socket, ...content, ...made });
      if (content.held) bodies.keep(id, data, true);
      if (delivery.joining?.size && typeof data === "string") {
        const about = header(data);
        if (about?.event === "phx_join") delivery.joining.delete(about.topic);
      }
    },
  };
}

/** The serializer in the URL of a Phoenix socket; the server takes 1.0.0 when a client names none. */
function readVsn(url: string): string | undefined {
  const { pathname, searchParams } = new URL(url);
  return pathname.endsWith("/websocket")
    ? (readParameter(searchParams, "vsn") ?? undefined)
    : undefined;
}

function speaksPhoenix(data: unknown): boolean {
  const bytes = view(data)?.slice().buffer;
  const about = header(typeof data === "string" ? data : (bytes ?? ""));
  return about !== null && (about.event.startsWith("phx_") || about.topic === "phoenix");
}

const isObject = (data: unknown) => typeof data === "string" && data.startsWith("{");
