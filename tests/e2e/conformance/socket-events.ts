/** Events of a WebSocket, the browser's and the page's own. */
import { forBoth, next, raisedNow, wait, type Checks } from "./subject.ts";

export const socketEvents: Checks = forBoth("socket", (path) => {
  const using = async (work: (socket: WebSocket) => unknown) => {
    const socket = new WebSocket(`ws://${location.host}${path}`);
    await next(socket, "open");
    const found = await work(socket);
    socket.close();
    return found;
  };
  /** The frame is one that the taps take for Phoenix. */
  const frame = '["1","1","realtime:a","phx_reply",{}]';
  const traced = async (prepare: (socket: WebSocket, trace: unknown[]) => void, count = 1) =>
    await using(async (socket) => {
      const trace: unknown[] = [];
      prepare(socket, trace);
      for (let sent = 0; sent < count; sent += 1) {
        socket.send(frame);
        await next(socket, "message");
        trace.push("|");
      }
      return trace;
    });
  const dispatched = async (event: () => Event, type: string) =>
    await using((socket) => {
      const seen: unknown[] = [];
      const note = (name: string) => (given: Event) =>
        seen.push([
          name,
          given.isTrusted,
          given.target === socket,
          given.eventPhase,
          (given as MessageEvent).data,
        ]);
      socket.addEventListener(type, note("listener"));
      Reflect.set(socket, `on${type}`, note("handler"));
      const result = raisedNow(() => seen.push(socket.dispatchEvent(event())));
      return [result, seen, socket.readyState];
    });

  return {
    "listeners run in their order": async () =>
      await traced((socket, trace) => {
        for (const name of ["a", "b", "c"])
          socket.addEventListener("message", () => trace.push(name));
      }, 2),
    "the handler keeps its place among listeners": async () =>
      await traced((socket, trace) => {
        socket.addEventListener("message", () => trace.push("before"));
        socket.onmessage = () => trace.push("handler");
        socket.addEventListener("message", () => trace.push("after"));
        socket.onmessage = () => trace.push("handler, changed");
      }),
    "a handler that is taken away": async () =>
      await traced((socket, trace) => {
        socket.onmessage = () => trace.push("never");
        socket.onmessage = null;
      }),
    "microtasks run between listeners": async () =>
      await traced((socket, trace) => {
        socket.addEventListener("message", () => {
          trace.push("a");
          queueMicrotask(() => trace.push("microtask"));
        });
        socket.addEventListener("message", () => trace.push("b"));
      }),
    "a listener once": async () =>
      await traced(
        (socket, trace) =>
          socket.addEventListener("message", () => trace.push("once"), { once: true }),
        2,
      ),
    "a listener that is removed": async () =>
      await traced((socket, trace) => {
        const gone = () => trace.push("gone");
        socket.addEventListener("message", gone);
        socket.addEventListener("message", gone);
        socket.removeEventListener("message", gone);
        socket.addEventListener("message", () => trace.push("stays"));
      }),
    "a listener that removes the next": async () =>
      await traced((socket, trace) => {
        const second = () => trace.push("second");
        socket.addEventListener("message", () => {
          trace.push("first");
          socket.removeEventListener("message", second);
        });
        socket.addEventListener("message", second);
      }),
    "a listener with a signal": async () =>
      await traced((socket, trace) => {
        const control = new AbortController();
        socket.addEventListener(
          "message",
          () => {
            trace.push("until aborted");
            control.abort();
          },
          { signal: control.signal },
        );
      }, 2),
    "an object that handles events": async () =>
      await traced((socket, trace) => {
        const listener = {
          handleEvent(this: unknown, event: Event) {
            trace.push(["object", this === listener, event.currentTarget === socket]);
          },
        };
        socket.addEventListener("message", listener);
      }),
    "capture comes at the target too": async () =>
      await traced((socket, trace) => {
        socket.addEventListener("message", () => trace.push("bubble"));
        socket.addEventListener(
          "message",
          ({ eventPhase }) => trace.push(["capture", eventPhase]),
          true,
        );
      }),
    "stopImmediatePropagation stops the page's own": async () =>
      await using(async (socket) => {
        const trace: string[] = [];
        const heard = new Promise<void>((resolve) => {
          socket.addEventListener("message", (event) => {
            trace.push("first");
            event.stopImmediatePropagation();
            resolve();
          });
        });
        socket.onmessage = () => trace.push("never");
        socket.send(frame);
        await heard;
        await wait(20);
        return trace;
      }),
    "this and the argument of a handler": async () =>
      await traced((socket, trace) => {
        socket.onmessage = function note(this: WebSocket, event) {
          trace.push([
            this === socket,
            event.target === socket,
            event.isTrusted,
            event.data,
            event.origin.replace(location.host, "host"),
            event.lastEventId,
            event.ports.length,
            event.source,
          ]);
        };
      }),
    "the event object": async () =>
      await traced((socket, trace) => {
        socket.addEventListener("message", (event) => {
          trace.push([
            Object.prototype.toString.call(event),
            event.constructor === MessageEvent,
            Reflect.ownKeys(event),
            event.bubbles,
            event.cancelable,
            event.composedPath().length,
            window.event === event,
          ]);
        });
      }),
    "a listener that raises does not stop the others": async () => {
      const errors: string[] = [];
      const note = (event: ErrorEvent) => {
        event.preventDefault();
        errors.push(event.message);
      };
      addEventListener("error", note);
      const trace = await traced((socket, seen) => {
        socket.addEventListener("message", () => {
          throw new RangeError("mine");
        });
        socket.addEventListener("message", () => seen.push("next"));
      });
      removeEventListener("error", note);
      return [trace, errors];
    },
    "what a handler returns changes nothing": async () =>
      await traced((socket, trace) => {
        socket.onmessage = () => false;
        socket.addEventListener("message", ({ defaultPrevented, cancelable }) =>
          trace.push([defaultPrevented, cancelable]),
        );
      }),
    "a handler that is no function": async () =>
      await using((socket) => {
        const values = [3, "x", {}, null, undefined].map((value) => {
          Reflect.set(socket, "onmessage", value);
          return typeof socket.onmessage + String(socket.onmessage);
        });
        return values;
      }),
    "a message of the page": async () =>
      await dispatched(() => new MessageEvent("message", { data: "mine" }), "message"),
    "a message of the page that looks like Phoenix": async () =>
      await dispatched(() => new MessageEvent("message", { data: frame }), "message"),
    "a plain event called message": async () =>
      await dispatched(() => new Event("message"), "message"),
    "a close of the page": async () =>
      await dispatched(() => new CloseEvent("close", { code: 4000 }), "close"),
    "a plain event called close": async () => await dispatched(() => new Event("close"), "close"),
    "an error of the page": async () => await dispatched(() => new Event("error"), "error"),
    "an open of the page": async () => await dispatched(() => new Event("open"), "open"),
    "an event with another type": async () =>
      await dispatched(() => new CustomEvent("else", { detail: 1 }), "else"),
    "one event of the page, twice": async () =>
      await using((socket) => {
        const event = new MessageEvent("message", { data: "again" });
        let count = 0;
        socket.addEventListener("message", () => (count += 1));
        return [socket.dispatchEvent(event), socket.dispatchEvent(event), count];
      }),
    "a trusted event that the page dispatches again": async () =>
      await using(async (socket) => {
        const seen: unknown[] = [];
        socket.addEventListener("message", (event) => seen.push(event.isTrusted));
        socket.send(frame);
        const event = await next(socket, "message");
        await wait(0);
        return [seen.slice(), raisedNow(() => socket.dispatchEvent(event)), seen];
      }),
    "dispatchEvent of nothing": async () =>
      await using((socket) => raisedNow(() => Reflect.apply(socket.dispatchEvent, socket, []))),
    "open comes in a task of its own": async () => {
      const trace: string[] = [];
      const socket = new WebSocket(`ws://${location.host}${path}`);
      socket.onopen = () => {
        trace.push(`open ${socket.readyState}`);
        queueMicrotask(() => trace.push("microtask"));
      };
      trace.push("made");
      await next(socket, "open");
      await wait(0);
      socket.close();
      return trace;
    },
    "state in the close handler, and close only once": async () => {
      const socket = new WebSocket(`ws://${location.host}${path}`);
      await next(socket, "open");
      const seen: unknown[] = [];
      socket.onclose = (event) =>
        seen.push([socket.readyState, event.isTrusted, event.constructor === CloseEvent]);
      socket.close();
      await next(socket, "close");
      await wait(30);
      return seen;
    },
  };
});
