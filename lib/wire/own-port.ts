/**
 * A port that lives among the page's scripts and that they cannot get hold of. A method that a page has replaced is given
 * what it is called on, and a getter of an event leads to its target; so every one of them is taken before the page's first
 * script and called by a `Reflect.apply` that was taken too.
 */
export interface OwnPort {
  post: (message: unknown) => void;
  close: () => void;
}

/** Makes a channel: `port` for us, whose messages `receive` gets, and `other` to be handed over. */
export function createOwnPort(
  window: Window & typeof globalThis,
  receive: (data: unknown) => void,
): { port: OwnPort; other: MessagePort } {
  const { MessageChannel, MessageEvent, MessagePort } = window;
  const { apply } = window.Reflect;
  const { postMessage, close } = MessagePort.prototype;
  const readData = Reflect.getOwnPropertyDescriptor(MessageEvent.prototype, "data")?.get;
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", (event) => {
    if (readData) receive(apply(readData, event, []));
  });
  port1.start();
  return {
    port: {
      post: (message) => apply(postMessage, port1, [message]),
      close: () => apply(close, port1, []),
    },
    other: port2,
  };
}
