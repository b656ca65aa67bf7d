/** A port of the browser whose other side is played by the test. */
import type { RuntimePort } from "./runtime-port.ts";

export function listeners<F extends (...args: never[]) => void>() {
  const all = new Set<F>();
  return {
    all,
    addListener: (listener: F) => void all.add(listener),
    removeListener: (listener: F) => void all.delete(listener),
  };
}

export function fakePort() {
  const onMessage = listeners<(message: unknown) => void>();
  const onDisconnect = listeners<() => void>();
  const posted: unknown[] = [];
  const port: RuntimePort = {
    name: "hopscope",
    postMessage: (message) => void posted.push(message),
    disconnect: () => {},
    onMessage,
    onDisconnect,
  };
  return {
    port,
    posted,
    say: (message: unknown) => onMessage.all.forEach((listener) => listener(message)),
    drop: () => onDisconnect.all.forEach((listener) => listener()),
  };
}
