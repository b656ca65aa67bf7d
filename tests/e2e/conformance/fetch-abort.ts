/** Aborting a `fetch`, and in which order what follows it runs. */
import { forBoth, raised, raisedNow, ticks, wait, type Checks } from "./subject.ts";

export const fetchAbort: Checks = forBoth("fetch", (path) => {
  const aborted = async (abort: (control: AbortController) => void, after = 0, name = "slow") => {
    const control = new AbortController();
    const answer = fetch(path + name, { signal: control.signal });
    if (after > 0) await wait(after);
    abort(control);
    return await answer.then(
      () => "answered",
      (error: unknown) => [
        error === control.signal.reason,
        error instanceof DOMException ? [error.name, error.message] : typeof error,
      ],
    );
  };
  /** A line for each reaction, in their order. */
  const order = async (prepare: (trace: string[], control: AbortController) => unknown) => {
    const trace: string[] = [];
    const control = new AbortController();
    await prepare(trace, control);
    await wait(60);
    return trace;
  };
  const react = (trace: string[], name: string, promise: Promise<unknown>) => {
    promise.then(
      () => trace.push(`${name} ok`),
      () => trace.push(`${name} failed`),
    );
  };
  return {
    "at once": async () => await aborted((control) => control.abort()),
    later: async () => await aborted((control) => control.abort(), 40),
    "with a text": async () => await aborted((control) => control.abort("why"), 10),
    "with undefined": async () => await aborted((control) => control.abort(undefined), 10),
    "with null": async () => await aborted((control) => control.abort(null), 10),
    "with an object without a prototype": async () =>
      await aborted((control) => control.abort(Object.create(null)), 10),
    "with an error of the page": async () =>
      await aborted((control) => control.abort(new RangeError("mine")), 10),
    "with a text that raises": async () =>
      await aborted(
        (control) =>
          control.abort({
            toString: () => {
              throw new Error("mine");
            },
          }),
        10,
      ),
    twice: async () => await aborted((control) => [control.abort("one"), control.abort("two")], 10),
    "after the answer": async () => {
      const control = new AbortController();
      const answer = await fetch(`${path}json`, { signal: control.signal });
      const text = await answer.text();
      control.abort();
      return text;
    },
    "while the body comes": async () => {
      const control = new AbortController();
      const answer = await fetch(`${path}stream`, { signal: control.signal });
      const reader = answer.body?.getReader();
      await reader?.read();
      control.abort("why");
      return [
        await raised(async () => await reader?.read()),
        await raised(async () => await reader?.closed),
      ];
    },
    "before the body is read": async () => {
      const control = new AbortController();
      const answer = await fetch(`${path}stream`, { signal: control.signal });
      control.abort();
      return await raised(async () => await answer.text());
    },
    "by time": async () =>
      await raised(async () => await fetch(`${path}slow`, { signal: AbortSignal.timeout(30) })),
    "by any of two signals": async () => {
      const control = new AbortController();
      const answer = fetch(`${path}slow`, {
        signal: AbortSignal.any([new AbortController().signal, control.signal]),
      });
      control.abort("any");
      return await raised(() => answer);
    },
    "by the signal of a Request": async () => {
      const control = new AbortController();
      const answer = fetch(new Request(`${path}slow`, { signal: control.signal }));
      control.abort("request");
      return await raised(() => answer);
    },
    "a Request's signal that the settings replace": async () => {
      const one = new AbortController();
      const two = new AbortController();
      const answer = fetch(new Request(`${path}slow`, { signal: one.signal }), {
        signal: two.signal,
      });
      one.abort("one");
      two.abort("two");
      return await raised(() => answer);
    },
    "a Request's signal that the settings take away": async () => {
      const one = new AbortController();
      const answer = fetch(new Request(`${path}json`, { signal: one.signal }), { signal: null });
      one.abort("one");
      return (await answer).status;
    },
    "by a signal of another realm": async () => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      const control = new (frame.contentWindow as typeof window).AbortController();
      const answer = fetch(`${path}slow`, { signal: control.signal });
      control.abort("elsewhere");
      const found = [await raised(() => answer), await ticks(answer)];
      frame.remove();
      return found;
    },
    "order: abort, then a microtask": async () =>
      await order((trace, control) => {
        react(trace, "fetch", fetch(`${path}slow`, { signal: control.signal }));
        control.abort();
        queueMicrotask(() => trace.push("microtask"));
      }),
    "order: a microtask, then abort": async () =>
      await order((trace, control) => {
        react(trace, "fetch", fetch(`${path}slow`, { signal: control.signal }));
        queueMicrotask(() => trace.push("microtask"));
        control.abort();
      }),
    "order: abort among listeners of the signal": async () =>
      await order((trace, control) => {
        const listen = (name: string) =>
          control.signal.addEventListener("abort", () => {
            trace.push(name);
            queueMicrotask(() => trace.push(`microtask of ${name}`));
          });
        listen("before");
        react(trace, "fetch", fetch(`${path}slow`, { signal: control.signal }));
        listen("after");
        control.abort();
        queueMicrotask(() => trace.push("microtask"));
      }),
    "order: abort of two": async () =>
      await order((trace, control) => {
        const first = fetch(`${path}slow`, { signal: control.signal });
        const second = fetch(`${path}slow?2`, { signal: control.signal });
        react(trace, "second", second);
        react(trace, "first", first);
        control.abort();
        queueMicrotask(() => trace.push("microtask"));
      }),
    "order: abort of one watched and one not": async () =>
      await order((trace, control) => {
        react(trace, "one", fetch("/api/projects/slow", { signal: control.signal }));
        react(trace, "other", fetch("/plain/slow", { signal: control.signal }));
        react(trace, "third", fetch("/api/projects/slow?3", { signal: control.signal }));
        control.abort();
        queueMicrotask(() => trace.push("microtask"));
      }),
    "order: abort through dependent signals": async () =>
      await order((trace, control) => {
        const early = AbortSignal.any([control.signal]);
        early.addEventListener("abort", () => queueMicrotask(() => trace.push("early")));
        react(trace, "fetch", fetch(`${path}slow`, { signal: control.signal }));
        const late = AbortSignal.any([control.signal]);
        late.addEventListener("abort", () => queueMicrotask(() => trace.push("late")));
        control.abort();
      }),
    "order: a Request's signal": async () =>
      await order((trace, control) => {
        const request = new Request(`${path}slow`, { signal: control.signal });
        request.signal.addEventListener("abort", () => queueMicrotask(() => trace.push("request")));
        react(trace, "fetch", fetch(request));
        control.abort();
        queueMicrotask(() => trace.push("microtask"));
      }),
    "order: abort of what was aborted before": async () =>
      await order((trace, control) => {
        control.abort();
        react(trace, "fetch", fetch(`${path}slow`, { signal: control.signal }));
        queueMicrotask(() => trace.push("microtask"));
      }),
    "order: await in a function": async () =>
      await order(async (trace, control) => {
        const run = async () => {
          try {
            await fetch(`${path}slow`, { signal: control.signal });
          } catch {
            trace.push("caught");
          } finally {
            trace.push("finally");
          }
        };
        void run();
        control.abort();
        for (let tick = 0; tick < 4; tick += 1) await Promise.resolve(trace.push(`tick ${tick}`));
      }),
    "order: an answer and timers": async () =>
      await order(async (trace) => {
        const answer = fetch(`${path}json`);
        react(trace, "one", answer);
        react(trace, "two", answer);
        await answer;
        trace.push("awaited");
        setTimeout(() => trace.push("timer"));
        queueMicrotask(() => trace.push("microtask"));
      }),
    "ticks after an abort": async () => {
      const control = new AbortController();
      const answer = fetch(`${path}slow`, { signal: control.signal });
      control.abort();
      return await ticks(answer);
    },
    "ticks in Promise.all and race": async () => {
      const control = new AbortController();
      const all = Promise.all([fetch(`${path}slow`, { signal: control.signal })]);
      const race = Promise.race([fetch(`${path}slow`, { signal: control.signal })]);
      control.abort();
      return [await ticks(all), await ticks(race)];
    },
    "the signal keeps its looks": async () => {
      const control = new AbortController();
      const { signal } = control;
      const answer = fetch(`${path}json`, { signal });
      const seen = [
        Reflect.ownKeys(signal),
        signal.onabort,
        raisedNow(() => signal.throwIfAborted()),
      ];
      await answer;
      return [...seen, signal.aborted];
    },
  };
});
