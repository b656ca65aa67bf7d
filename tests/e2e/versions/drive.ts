/** Goes through everything that the page can do, and gives what the taps and the page have to say of it. */
import type { Page } from "puppeteer-core";
import type { CaptureEvent } from "../../../lib/event.ts";
import type { startServer } from "./server.ts";

type Server = Awaited<ReturnType<typeof startServer>>;

const ROOM = "realtime:fal_jobs:ada";
/** A client that rejoins has done so by then, ms: the slowest sampled took 3.2 s. */
const REJOIN = 6_000;

const job = (id: string, picture: string) => ({
  schema: "public",
  table: "fal_jobs",
  operation: "INSERT",
  old_record: null,
  record: {
    id,
    status: "completed",
    result: { images: [{ url: `https://storage.test/${picture}` }] },
  },
});

export async function drive(page: Page, server: Server) {
  const read = async <T>(expression: string) => (await page.evaluate(expression)) as T;
  const account = async () => await read<string[]>("window.account");
  const told = async (line: string | RegExp, times = 1, timeout = 20_000) =>
    void (await page.waitForFunction(
      (source: string, count: number) =>
        (Reflect.get(window, "account") as string[]).filter((each) => new RegExp(source).test(each))
          .length >= count,
      { timeout },
      typeof line === "string" ? `^${line}$` : line.source,
      times,
    ));
  const seen = async (test: string) =>
    void (await page.waitForFunction(`window.taps.events.some((event) => ${test})`, {
      timeout: 20_000,
    }));

  await page.evaluate("realtime.join()");
  for (const topic of ["fal_jobs:ada", "secret", "closing", "people", "table"])
    await told(`${topic} SUBSCRIBED`);
  await told("denied CHANNEL_ERROR");
  await told("presence");
  server.broadcast(ROOM, "INSERT", job("job-1", "1.png"));
  await told("picture");
  server.broadcast(ROOM, "INSERT", job("job-2", "broken.png"));
  await told("no picture");
  server.broadcast(ROOM, "nobody-listens", {});
  server.broadcast(ROOM, "throws", {});
  await told(/from the handler/);
  server.broadcast(ROOM, "rejects", {});
  await told(/from the promise/);
  server.change("realtime:table");
  await told("change");
  await page.evaluate("realtime.again()");
  await page.evaluate("realtime.leave()");
  await told("secret CLOSED");
  server.shut("realtime:closing");
  await told("closing CLOSED");

  const shown = async (name: string, value: RegExp) =>
    await told(new RegExp(`^show ${name} ${value.source}$`));
  await page.evaluate("swr.show(true)");
  for (const name of ["/api/count", "/api/same", "/api/slow", "/api/blank", "own"])
    await shown(name, /\{"n":\d+\}/);
  await shown("/api/fail", /Error: status 500/);
  await shown("pages", /\[.*\]/);
  const answers = async () =>
    await read<number>('window.taps.events.filter(({ kind }) => kind === "cache.answer").length');
  /** Calls and waits until what it asked for has been answered. */
  const calling = async (expression: string, requests = 1) => {
    const before = await answers();
    await page.evaluate(expression);
    await page.waitForFunction(
      (wanted: number) =>
        (Reflect.get(window, "taps") as { events: CaptureEvent[] }).events.filter(
          ({ kind }) => kind === "cache.answer",
        ).length >= wanted,
      { timeout: 20_000 },
      before + requests,
    );
  };
  await calling("swr.mutate('/api/same')");
  await calling("swr.call('bound /api/same')");
  await calling("swr.mutate('/api/count')");
  await calling("swr.call('config own', '/api/count')");
  await calling("swr.call('bound own')");
  await page.evaluate("swr.mutate('/api/count', { n: 'mine' }, { revalidate: false })");
  await shown("/api/count", /\{"n":"mine"\}/);
  await page.evaluate("swr.blank()");
  await shown("/api/blank", /undefined/);
  await page.evaluate("swr.mutate('/api/nobody')");
  await calling(
    "swr.call('config /api/slow', '/api/slow'); setTimeout(swr.mutate, 50, '/api/slow')",
    2,
  );
  await page.evaluate("swr.filter(); swr.call('infinite'); swr.call('trigger')");
  await seen('event.kind === "cache.mutate" && event.key.includes("page-0")');
  await page.evaluate("swr.show(false)");

  await seen('event.kind === "frame.in" && event.body.text?.includes("phoenix")');
  const { length } = server.joins;
  server.cut();
  await told("fal_jobs:ada CHANNEL_ERROR");
  await seen('event.kind === "socket.open" && event.socket === 1');
  await told("fal_jobs:ada SUBSCRIBED", 2, REJOIN).catch(() => {});
  const hasRejoined = server.joins.slice(length).includes(ROOM);
  // Taking the taps out hands on what still waits for a batch.
  await page.evaluate("window.taps.uninstall()");
  return {
    events: await read<CaptureEvent[]>("window.taps.events"),
    account: [...(await account()), ...(hasRejoined ? ["rejoined"] : [])],
  };
}
