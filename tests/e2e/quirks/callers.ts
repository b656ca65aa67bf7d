/**
 * Puts a wrapper over all functions of these objects, that notes when the taps call it. Runs after the taps have started;
 * their script is named taps.js.
 */
export const OVERRIDDEN = `[
  ["Array.prototype", Array.prototype], ["Map.prototype", Map.prototype], ["Set.prototype", Set.prototype],
  ["WeakMap.prototype", WeakMap.prototype], ["WeakSet.prototype", WeakSet.prototype],
  ["Promise.prototype", Promise.prototype], ["Function.prototype", Function.prototype],
  ["Reflect", Reflect], ["JSON", JSON], ["Object", Object], ["Array", Array], ["Promise", Promise],
  ["EventTarget.prototype", EventTarget.prototype], ["Response.prototype", Response.prototype],
  ["Request.prototype", Request.prototype], ["Headers.prototype", Headers.prototype],
  ["FormData.prototype", FormData.prototype], ["URLSearchParams.prototype", URLSearchParams.prototype],
  ["ReadableStream.prototype", ReadableStream.prototype], ["TextDecoder.prototype", TextDecoder.prototype],
  ["ReadableStreamDefaultReader.prototype", ReadableStreamDefaultReader.prototype],
  ["Performance.prototype", Performance.prototype], ["WeakRef.prototype", WeakRef.prototype],
  ["window", { names: ["setTimeout", "clearTimeout", "setInterval", "queueMicrotask", "URL", "Proxy", "WeakRef", "Map", "Set"] }],
]`;

export const watchCallers = `(() => {
  const { apply, construct, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
  const { includes, indexOf, slice } = String.prototype;
  const NativeError = Error;
  const seen = Object.create(null);
  const note = (name) => {
    const limit = NativeError.stackTraceLimit;
    NativeError.stackTraceLimit = 3;
    const { stack } = new NativeError("x");
    NativeError.stackTraceLimit = limit;
    // The message, this function, the wrapper, and who called it.
    let at = -1;
    for (let line = 0; line < 3; line += 1) at = apply(indexOf, stack, ["\\n", at + 1]);
    const caller = at >= 0 ? apply(slice, stack, [at]) : "";
    // What SWR calls on an array of its own is the page's call, that goes on through ours.
    if (apply(includes, caller, ["at Array."])) return;
    if (apply(includes, caller, ["taps.js"])) seen[name + caller] = true;
  };
  for (const [owner, object] of ${OVERRIDDEN}) {
    const target = object.names ? window : object;
    for (const key of object.names ?? ownKeys(object)) {
      const own = getOwnPropertyDescriptor(target, key);
      // A page that replaces how arrays are gone through replaces the language.
      if (key === "constructor" || key === Symbol.iterator || typeof own?.value !== "function" || !own.configurable) continue;
      const name = owner + "." + String(key);
      const value = new Proxy(own.value, {
        apply(native, self, args) { note(name); return apply(native, self, args); },
        construct(native, args, made) { note(name); return construct(native, args, made === value ? native : made); },
      });
      defineProperty(target, key, { ...own, value });
    }
  }
  defineProperty(window, "callers", { get: () => ownKeys(seen) });
})()`;
