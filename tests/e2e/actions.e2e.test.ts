import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readAnswer } from "../../lib/chain/flight.ts";
import type { CaptureEvent, EventKind, EventOf } from "../../lib/event.ts";
import { launchBare } from "../../scripts/browser.ts";
import { bundle } from "./taps/bundle.ts";

/** What Next really answered, sent again: up to the job's id at once, the rest when the test says so. */
interface Recorded {
  status: number;
  headers: Record<string, string>;
  chunks: string[];
}
const FOLDER = new URL("../../lib/chain/flights/", import.meta.url);
const JOB = "0b8f7c1e-6d5a-4f3b-9c2d-1a2b3c4d5e6f";
const files = readdirSync(FOLDER);
const read = (file: string) =>
  JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Record<string, Recorded>;

let taps: string;
let browser: Browser;
let server: Server;
let url: string;
let release = () => {};

beforeAll(async () => {
  taps = await bundle("install.ts");
  const script = (await bundle("action.tsx", "production", { minify: true })).replaceAll(
    "</script",
    "<\\/script",
  );
  server = createServer((request, response) => {
    if (request.method !== "POST") {
      response.setHeader("content-type", "text/html");
      response.end(`<!doctype html><title>action</title><body><script>${script}</script>`);
      return;
    }
    const [, file = "", name = ""] = request.url?.split("/") ?? [];
    const { status, headers, chunks } = read(file)[name]!;
    const early = chunks.findIndex((chunk) => chunk.includes(JOB)) + 1;
    response.writeHead(status, headers);
    for (const chunk of chunks.slice(0, early)) response.write(chunk);
    release = () => response.end(chunks.slice(early).join(""));
    if (early === 0) release();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

async function open(isTapped: boolean): Promise<Page> {
  const page = await browser.newPage();
  if (isTapped) await page.evaluateOnNewDocument(taps);
  await page.goto(url);
  return page;
}
const ask = async (page: Page, file: string, name: string) => {
  await page.evaluate(`void act("/${file}/${name}")`);
  await page.waitForFunction("account.parts.length > 0");
};
const finish = async (page: Page): Promise<string> => {
  release();
  await page.waitForFunction("account.done");
  return (await page.evaluate("account.parts.join('')")) as string;
};
const eventsOf = async <K extends EventKind>(page: Page, kind: K) =>
  ((await page.evaluate("taps.events")) as CaptureEvent[]).filter(
    (event): event is EventOf<K> => event.kind === kind,
  );

describe.each(files)("%s", (file) => {
  test.each(["v1Late", "v2Late"])(
    "the id of %s is looked for while the stream is open",
    async (name) => {
      const page = await open(true);
      await ask(page, file, name);
      await page.waitForFunction(`account.parts.join("").includes("${JOB}")`);
      await page.evaluate(`show("${JOB}")`);
      await page.waitForFunction("taps.events.some(({ kind }) => kind === 'react.commit')");
      expect(await eventsOf(page, "fetch.end")).toEqual([]);
      await finish(page);
      await page.close();
    },
  );

  test("the page reads what it reads without the taps, and they read the same", async () => {
    const names = Object.keys(read(file));
    const bare = await open(false);
    const texts = new Map<string, string>();
    for (const name of names) {
      await ask(bare, file, name);
      texts.set(name, await finish(bare));
    }
    await bare.close();
    const tapped = await open(true);
    for (const [index, name] of names.entries()) {
      const text = texts.get(name)!;
      await ask(tapped, file, name);
      expect([name, await finish(tapped)]).toEqual([name, text]);
      const { body = "" } = await vi.waitFor(async () => {
        const ends = await eventsOf(tapped, "fetch.end");
        expect(ends).toHaveLength(index + 1);
        return ends[index]!;
      }, 10_000);
      expect(body).not.toContain("eyJ");
      expect([name, readAnswer(body)]).toEqual([name, readAnswer(text)]);
    }
    await tapped.close();
  });
});
