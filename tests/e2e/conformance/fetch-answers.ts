/** What comes of a `fetch`: the answer, its body, and how reading, cloning and aborting it go. */
import { forBoth, raised, ticks, wait, type Checks } from "./subject.ts";

const elsewhere = () => `http://localhost:${location.port}`;

export const fetchAnswers: Checks = forBoth("fetch", (path) => {
  const get = async (name: string, init?: RequestInit) => await fetch(path + name, init);
  const echo = async (input: RequestInfo | URL, init?: RequestInit) => {
    const { method, headers, body } = (await (await fetch(input, init)).json()) as {
      method: string;
      headers: Record<string, string>;
      body: string;
    };
    return {
      method,
      body: body.replaceAll(/----\w+/g, "boundary"),
      type: headers["content-type"]?.replace(/boundary=.*/, ""),
      own: headers["x-own"],
    };
  };
  const form = () => {
    const data = new FormData();
    data.append("a", "1");
    data.append("f", new File(["file"], "n.txt"));
    return data;
  };
  const chunks = async (stream: ReadableStream<Uint8Array> | null) => {
    const sizes: number[] = [];
    const reader = stream?.getReader();
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return sizes;
      sizes.push(value?.length ?? 0);
    }
  };
  return {
    "the promise": () => {
      const promise = get("json");
      const native = fetch(`${path}json`);
      void promise;
      const found = [
        native.constructor === Promise,
        Object.getPrototypeOf(native) === Promise.prototype,
        Reflect.ownKeys(native),
        Object.prototype.toString.call(native),
        native instanceof Promise,
      ];
      return found;
    },
    "the promise is another each time": () => fetch(`${path}json`) === fetch(`${path}json`),
    "the answer": async () => {
      const answer = await get("json");
      const { status, statusText, ok, type, redirected, url, bodyUsed } = answer;
      return [
        status,
        statusText,
        ok,
        type,
        redirected,
        new URL(url).pathname,
        bodyUsed,
        Reflect.ownKeys(answer),
        answer.constructor === Response,
        answer instanceof Response,
      ];
    },
    "headers of the answer": async () =>
      [...(await get("json")).headers].filter(([name]) => name !== "date"),
    "the body is not locked, not used": async () => {
      const answer = await get("json");
      return [
        answer.bodyUsed,
        answer.body?.locked,
        answer.body === answer.body,
        Object.prototype.toString.call(answer.body),
      ];
    },
    "the body is there as soon as the answer is": async () =>
      await get("json").then(async (answer) => {
        const text = answer.text();
        return [answer.bodyUsed, answer.body?.locked, await text];
      }),
    text: async () => await (await get("json")).text(),
    json: async () => (await (await get("json")).json()) as unknown,
    arrayBuffer: async () => (await (await get("json")).arrayBuffer()).byteLength,
    blob: async () => {
      const blob = await (await get("json")).blob();
      return [blob.size, blob.type];
    },
    bytes: async () => (await (await get("json")).bytes()).length,
    "formData of what is none": async () =>
      await raised(async () => await (await get("json")).formData()),
    "json of what is none": async () =>
      await raised(async () => await (await get("stream")).json()),
    "reading twice": async () => {
      const answer = await get("json");
      await answer.text();
      return [
        answer.bodyUsed,
        await raised(async () => await answer.text()),
        await raised(() => answer.clone()),
      ];
    },
    "a clone": async () => {
      const answer = await get("json");
      const copy = answer.clone();
      return [
        copy.url === answer.url,
        copy.type,
        answer.bodyUsed,
        copy.bodyUsed,
        await copy.text(),
        answer.bodyUsed,
        await answer.text(),
      ];
    },
    "a clone of a clone": async () => {
      const copy = (await get("json")).clone().clone();
      return await copy.text();
    },
    "a clone while the body is locked": async () => {
      const answer = await get("json");
      const reader = answer.body?.getReader();
      const locked = await raised(() => answer.clone());
      reader?.releaseLock();
      return [locked, await answer.text()];
    },
    "a reader": async () => {
      const answer = await get("json");
      const reader = answer.body?.getReader();
      const first = await reader?.read();
      const second = await reader?.read();
      return [
        first?.done,
        first?.value?.length,
        first?.value?.constructor === Uint8Array,
        second?.done,
        answer.bodyUsed,
        answer.body?.locked,
      ];
    },
    "a reader that brings its own buffer": async () => {
      const { body } = await get("json");
      return await raised(async () => {
        const reader = body?.getReader({ mode: "byob" });
        const found = await reader?.read(new Uint8Array(4));
        if (found?.value?.length !== 4) throw new Error(String(found?.value?.length));
      });
    },
    "two branches of the body": async () => {
      const [one, two] = (await get("json")).body?.tee() ?? [];
      return [await new Response(one).text(), await new Response(two).text()];
    },
    "for await over the body": async () => {
      let size = 0;
      for await (const chunk of (await get("stream")).body as unknown as AsyncIterable<Uint8Array>)
        size += chunk.length;
      return size;
    },
    "chunks of a stream": async () => await chunks((await get("stream")).body),
    "the first chunk does not wait for the last": async () => {
      const start = performance.now();
      const reader = (await get("stream")).body?.getReader();
      await reader?.read();
      const first = performance.now() - start;
      while (!(await reader?.read())?.done);
      return performance.now() - start - first > 100;
    },
    "a body that is cancelled": async () => {
      const answer = await get("stream");
      await answer.body?.cancel("enough");
      return [answer.bodyUsed, await raised(async () => await answer.text())];
    },
    "a stream of events that is left": async () => {
      const before = Number(await (await fetch("/left")).text());
      const answer = await get("events");
      const reader = answer.body?.getReader();
      await reader?.read();
      await reader?.cancel();
      await wait(60);
      return Number(await (await fetch("/left")).text()) - before;
    },
    "a body that breaks off": async () => {
      const answer = await get("drop");
      return [answer.status, await raised(async () => await answer.text())];
    },
    "no body": async () => {
      const answer = await get("empty");
      return [answer.status, answer.body, answer.bodyUsed, await answer.text(), answer.bodyUsed];
    },
    HEAD: async () => {
      const answer = await get("json", { method: "HEAD" });
      return [answer.status, answer.body === null, await answer.text()];
    },
    "a redirect is followed": async () => {
      const answer = await get("redirect");
      return [answer.redirected, new URL(answer.url).pathname, answer.status];
    },
    "a redirect that is an error": async () =>
      await raised(async () => await get("redirect", { redirect: "error" })),
    "a redirect by hand": async () => {
      const answer = await get("redirect", { redirect: "manual" });
      return [answer.type, answer.status, answer.url === "", answer.body, answer.ok];
    },
    "an error status is no error": async () => {
      const answer = await get("missing");
      return [answer.status, answer.ok, answer.statusText];
    },
    "an opaque answer": async () => {
      const answer = await fetch(`${elsewhere()}${path}json`, { mode: "no-cors" });
      return [
        answer.type,
        answer.status,
        answer.url,
        answer.body,
        await answer.text(),
        [...answer.headers].length,
      ];
    },
    "another origin that does not allow it": async () =>
      await raised(async () => await fetch(`${elsewhere()}${path}json`)),
    "another origin in same-origin mode": async () =>
      await raised(async () => await fetch(`${elsewhere()}${path}json`, { mode: "same-origin" })),
    "integrity that fits and that does not": async () => [
      await raised(
        async () =>
          await get("json", { integrity: "sha256-AVq9fwBpxXM9SSQMm5Fnup6mgsGcNAMdyWXnMRtuJ9M=" }),
      ),
      await raised(
        async () =>
          await get("json", { integrity: "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }),
      ),
    ],
    keepalive: async () => (await get("json", { keepalive: true })).status,
    "only-if-cached": async () =>
      await raised(async () => await get("json", { cache: "only-if-cached", mode: "same-origin" })),
    "data and blob addresses": async () => {
      const address = URL.createObjectURL(new Blob(["blob"]));
      return [
        await (await fetch("data:text/plain,data")).text(),
        await (await fetch(address)).text(),
      ];
    },
    "a lost connection": async () => await raised(async () => await get("broken")),
    "text is posted": async () => await echo(`${path}echo`, { method: "POST", body: "text" }),
    "a form is posted": async () => await echo(`${path}echo`, { method: "POST", body: form() }),
    "parameters are posted": async () =>
      await echo(`${path}echo`, { method: "POST", body: new URLSearchParams("a=1&b=2") }),
    "bytes are posted": async () =>
      await echo(`${path}echo`, { method: "PUT", body: new Uint8Array([97, 98]) }),
    "a blob is posted": async () =>
      await echo(`${path}echo`, { method: "POST", body: new Blob(["blob"], { type: "x/y" }) }),
    "an action": async () =>
      await echo(`${path}echo`, {
        method: "POST",
        body: "[1]",
        headers: { "next-action": "abc", "x-own": "1" },
      }),
    "an action as a Request": async () =>
      await echo(
        new Request(`${path}echo`, {
          method: "POST",
          body: "[1]",
          headers: { "next-action": "abc" },
        }),
      ),
    "a Request is used up": async () => {
      const request = new Request(`${path}echo`, { method: "POST", body: "x" });
      const found = await echo(request);
      return [found, request.bodyUsed, await raised(async () => await fetch(request))];
    },
    "a Request with another body": async () => {
      const request = new Request(`${path}echo`, { method: "POST", body: "x" });
      return [await echo(request, { body: "y" }), request.bodyUsed];
    },
    "a Request with other headers": async () =>
      await echo(new Request(`${path}echo`, { headers: { "x-own": "1" } }), {
        headers: { "x-own": "2" },
      }),
    "a Request keeps its fields": async () => {
      const request = new Request(`${path}json`, { headers: { a: "b" } });
      await fetch(request);
      return [request.bodyUsed, [...request.headers], request.signal.aborted];
    },
    "an URL object": async () => (await fetch(new URL(`${path}json`, location.href))).status,
    "a method in small letters": async () =>
      (await echo(`${path}echo`, { method: "post", body: "x" })).method,
    "two at once": async () =>
      await Promise.all(
        [get("json"), get("stream")].map(async (answer) => await (await answer).text()),
      ),
    "microtasks until an answer's reactions": async () => {
      const trace: string[] = [];
      const answer = get("json").then(() => {
        trace.push("answer");
        queueMicrotask(() => trace.push("microtask of it"));
      });
      void answer.then(() => trace.push("what follows"));
      await answer;
      await wait(0);
      return trace;
    },
    "microtasks until the text of an answer": async () => {
      const answer = await get("json");
      await wait(60);
      return (await ticks(answer.text())) > 0;
    },
  };
});
