/** A WebSocket in use: sending, states, closing. */
import { forBoth, next, raisedNow, wait, type Checks } from "./subject.ts";

const bytes = (data: unknown) =>
  data instanceof ArrayBuffer
    ? [...new Uint8Array(data)].join()
    : Object.prototype.toString.call(data);

export const socketLife: Checks = forBoth("socket", (path) => {
  const address = `ws://${location.host}${path}`;
  const open = async (...protocols: string[]) => {
    const socket = new WebSocket(address, protocols);
    await next(socket, "open");
    return socket;
  };
  const using = async (work: (socket: WebSocket) => unknown) => {
    const socket = await open();
    const found = await work(socket);
    socket.close();
    return found;
  };
  const echo = async (data: unknown, type: BinaryType = "arraybuffer") =>
    await using(async (socket) => {
      socket.binaryType = type;
      Reflect.apply(socket.send, socket, [data]);
      const { data: answer } = await next<MessageEvent>(socket, "message");
      return answer instanceof Blob
        ? `blob ${await answer.text()}`
        : typeof answer === "string"
          ? answer
          : bytes(answer);
    });
  const closing = async (work: (socket: WebSocket) => unknown, opened = true) => {
    const socket = opened ? await open() : new WebSocket(address);
    const order: string[] = [];
    for (const type of ["error", "close"]) socket.addEventListener(type, () => order.push(type));
    const ended = next<CloseEvent>(socket, "close");
    const given = raisedNow(() => work(socket));
    const state = socket.readyState;
    const { code, reason, wasClean } = await ended;
    return { given, state, code, reason, wasClean, order, end: socket.readyState };
  };
  return {
    "text comes back": async () => await echo("hello ✓"),
    "empty text comes back": async () => await echo(""),
    "a Phoenix frame comes back": async () => await echo('["1","1","realtime:a","phx_join",{}]'),
    "a buffer comes back": async () => await echo(new Uint8Array([1, 2, 3]).buffer),
    "a view comes back": async () => await echo(new Uint8Array([1, 2, 3, 4]).subarray(1, 3)),
    "a data view comes back": async () => await echo(new DataView(new ArrayBuffer(2))),
    "a blob comes back": async () => await echo(new Blob(["blob"]), "blob"),
    "a lone surrogate is replaced": async () => await echo("\ud800"),
    "undefined is sent as text": async () => await echo(undefined),
    "null is sent as text": async () => await echo(null),
    "a number is sent as text": async () => await echo(12),
    "an object is turned to text once": async () => {
      let count = 0;
      const text = await echo({ toString: () => ((count += 1), "object") });
      return [text, count];
    },
    "an object that raises as text": async () =>
      await using((socket) =>
        raisedNow(() =>
          Reflect.apply(socket.send, socket, [
            {
              toString: () => {
                throw new RangeError("mine");
              },
            },
          ]),
        ),
      ),
    "send gives undefined": async () =>
      await using((socket) => Reflect.apply(socket.send, socket, ["x"])),
    "send without arguments": async () =>
      await using((socket) => raisedNow(() => Reflect.apply(socket.send, socket, []))),
    "send without arguments, too early": () => {
      const socket = new WebSocket(address);
      const found = [
        raisedNow(() => Reflect.apply(socket.send, socket, [])),
        raisedNow(() => socket.send("x")),
      ];
      socket.close();
      return found;
    },
    "send on something else": () =>
      [
        {},
        null,
        undefined,
        window,
        WebSocket,
        WebSocket.prototype,
        Object.create(WebSocket.prototype),
      ].map((self) => raisedNow(() => Reflect.apply(WebSocket.prototype.send, self, ["x"]))),
    "send of a symbol": async () =>
      await using((socket) => raisedNow(() => Reflect.apply(socket.send, socket, [Symbol("a")]))),
    "send through call, apply and bind": async () =>
      await using(async (socket) => {
        const got: unknown[] = [];
        socket.addEventListener("message", ({ data }) => got.push(data));
        // oxlint-disable-next-line unicorn/prefer-reflect-apply
        WebSocket.prototype.send.call(socket, "call");
        Reflect.apply(WebSocket.prototype.send, socket, ["apply"]);
        socket.send.bind(socket, "bind")();
        while (got.length < 3) await next(socket, "message");
        return got;
      }),
    "bufferedAmount counts what was sent in one go": async () =>
      await using((socket) => {
        const seen = [socket.bufferedAmount];
        socket.send("ab");
        seen.push(socket.bufferedAmount);
        socket.send("✓");
        seen.push(socket.bufferedAmount);
        socket.send(new Uint8Array(5));
        return [...seen, socket.bufferedAmount];
      }),
    "bufferedAmount after close": async () =>
      await using((socket) => {
        socket.close();
        socket.send("abc");
        return [socket.readyState, socket.bufferedAmount];
      }),
    "send after close is silent": async () => {
      const socket = await open();
      socket.close();
      await next(socket, "close");
      return [raisedNow(() => socket.send("x")), socket.bufferedAmount, socket.readyState];
    },
    "binaryType takes only its values": async () =>
      await using((socket) =>
        ["arraybuffer", "blob", "other", "ArrayBuffer"].map((value) => {
          Reflect.set(socket, "binaryType", value);
          return socket.binaryType;
        }),
      ),
    "a protocol is agreed": async () => {
      const socket = await open("one", "two");
      const { protocol } = socket;
      socket.close();
      return protocol;
    },
    "closed by the page": async () => await closing((socket) => socket.close()),
    "closed by the page with a code": async () =>
      await closing((socket) => socket.close(4001, "because ✓")),
    "closed by the page with 1000": async () => await closing((socket) => socket.close(1000)),
    "closed twice": async () => await closing((socket) => [socket.close(4001), socket.close(4002)]),
    "closed before it opens": async () => await closing((socket) => socket.close(), false),
    "closed by the server": async () => await closing((socket) => socket.send("close:4010:server")),
    "killed by the server": async () => await closing((socket) => socket.send("kill")),
    "a server that is not there": async () => {
      const socket = new WebSocket(`ws://127.0.0.1:9${path}`);
      const order: string[] = [];
      socket.addEventListener("error", ({ type, isTrusted }) => order.push(`${type} ${isTrusted}`));
      const { code, wasClean } = await next<CloseEvent>(socket, "close");
      return [...order, code, wasClean, socket.readyState];
    },
    "codes that are refused": async () =>
      await using((socket) =>
        [999, 1001, 1005, 2999, 5000, Number.NaN, "text"].map((code) =>
          raisedNow(() => Reflect.apply(socket.close, socket, [code])),
        ),
      ),
    "a reason that is too long": async () =>
      await using((socket) => raisedNow(() => socket.close(4000, "x".repeat(124)))),
    "many frames keep their order": async () =>
      await using(async (socket) => {
        const got: unknown[] = [];
        socket.addEventListener("message", ({ data }) => got.push(data));
        socket.send("burst:200");
        while (got.length < 200) await next(socket, "message");
        await wait(20);
        return got;
      }),
  };
});
