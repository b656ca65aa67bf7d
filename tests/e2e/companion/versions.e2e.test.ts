/** The fixes on older versions of the libraries: they use nothing of a client but what every one of them has. */
import { readFile } from "node:fs/promises";
import type { Browser, HTTPRequest, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SwitchedOn } from "../../../lib/event.ts";
import { EXTENSION, launchBare } from "../../../scripts/browser.ts";
import { bundle } from "../taps/bundle.ts";
import { aliasesOf, type Combination } from "../versions/combinations.ts";
import { startServer } from "../versions/server.ts";
import { on } from "./stage.ts";

const combinations: Combination[] = [
  { realtime: "2.10.9", swr: "2.2.5", react: "18.3.1" },
  { realtime: "2.90.1", swr: "2.3.6", react: "19.3.1" },
  { realtime: "2.119.1", swr: "2.5.1", react: "19.3.1" },
];
const FLIGHT = '0:{"a":"$@1","f":"","b":"x"}\n1:{"nodeData":{"jobId":"job-1","requestId":"r"}}\n';
const ROOM = "realtime:fal_jobs:ada";
const PROJECT = "realtime:project:p";

let taps: string;
let companion: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;

beforeAll(async () => {
  taps = await bundle("../companion/versions/install.ts");
  companion = await readFile(`${EXTENSION}/companion.js`, "utf8");
  server = await startServer();
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A change of a row as the database broadcasts it. */
const change = (operation: string, record: object, table = "fal_jobs") => ({
  ...{ id: "message", schema: "public", table, operation, record, old_record: null },
});

describe.each(combinations.map((one) => [Object.values(one).join(", "), one] as const))(
  "realtime-js, swr, react %s",
  (name, combination) => {
    let app: string;
    /** What the API says. */
    let project: { n: number };
    let job: { id: string; status: string } | undefined;
    /** Until when the action's answer is held back. */
    let held: Promise<void> = Promise.resolve();

    const answer = (request: HTTPRequest) => {
      const { pathname } = new URL(request.url());
      const json = (body: object | undefined) =>
        request.respond({
          status: body ? 200 : 404,
          contentType: "application/json",
          body: JSON.stringify(body ?? {}),
        });
      if (request.method() === "POST") {
        return held.then(() => request.respond({ contentType: "text/x-component", body: FLIGHT }));
      }
      if (pathname.startsWith("/api/projects/p")) return json(project);
      if (pathname.startsWith("/api/fal-jobs/")) return json(job);
      return request.continue();
    };

    async function open(switches: SwitchedOn[], query = ""): Promise<Page> {
      [project, job, held] = [{ n: 1 }, undefined, Promise.resolve()];
      const page = await browser.newPage();
      await page.setRequestInterception(true);
      page.on("request", (request) => void answer(request));
      await page.evaluateOnNewDocument(taps);
      await page.goto(`${server.url}/${encodeURIComponent(name)}${query}`);
      for (const topic of ["fal_jobs:ada", "project:p", "inserts"])
        await told(page, `${topic} SUBSCRIBED`);
      await turn(page, ...switches);
      return page;
    }
    const turn = async (page: Page, ...switches: SwitchedOn[]) => {
      const command = { kind: "companion.set", ask: 1, on: switches, minutes: 5, language: "en" };
      await page.evaluate(`taps.command(${JSON.stringify(command)})`);
      if (await page.evaluate("taps.replies.at(-1).load")) await page.evaluate(companion);
    };
    const told = async (page: Page, line: string, times = 1) =>
      void (await page.waitForFunction(
        `window.account?.filter((each) => each === ${JSON.stringify(line)}).length >= ${times}`,
        { timeout: 20_000 },
      ));
    const count = async (page: Page, line: string) =>
      await page.evaluate(`account.filter((each) => each === ${JSON.stringify(line)}).length`);
    const end = async (page: Page) => {
      await turn(page);
      await page.waitForFunction(`taps.events.some(({ kind }) => kind === "companion.off")`);
      const last = await page.evaluate(`taps.events.find(({ kind }) => kind === "companion.off")`);
      expect(last).toMatchObject({ reason: "switch", restored: true });
      await page.close();
    };

    beforeAll(async () => {
      const alias = aliasesOf(combination);
      app = await bundle("../companion/versions/app.tsx", "production", { alias, minify: true });
      const script = app.replaceAll("</script", "<\\/script");
      const html = `<!doctype html><title>companion</title><body><script>${script}</script>`;
      server.serve(`/${encodeURIComponent(name)}`, html);
    });

    test("optimistic queue: the row is there before the server's, which is left out", async () => {
      const page = await open([on("optimistic-queue")]);
      await page.click("button");
      await page.waitForSelector("[data-status=pending]");
      server.broadcast(ROOM, "INSERT", change("INSERT", { id: "job-1", status: "pending" }));
      server.broadcast(ROOM, "UPDATE", change("UPDATE", { id: "job-1", status: "completed" }));
      await page.waitForSelector("[data-status=completed]");
      expect(await count(page, "fal_jobs:ada INSERT INSERT")).toBe(1);
      await end(page);
    });

    const insert = () =>
      server.broadcast(ROOM, "INSERT", change("INSERT", { id: "job-1", status: "pending" }));
    const update = () =>
      server.broadcast(ROOM, "UPDATE", change("UPDATE", { id: "job-1", status: "completed" }));

    /** What comes before the action's answer and what after it, and how often the page's handlers then have run. */
    const races: [
      name: string,
      before: (() => void)[],
      after: (() => void)[],
      inserts: number,
      updates: number,
    ][] = [
      ["INSERT before the answer", [insert], [update], 1, 1],
      ["UPDATE before the answer, INSERT never", [update], [], 0, 1],
      ["UPDATE first, INSERT after the answer", [update], [insert], 1, 2],
      ["INSERT and UPDATE before the answer", [insert, update], [], 1, 1],
      ["UPDATE after the answer, INSERT last", [], [update, insert], 1, 1],
    ];

    test.each(races)("optimistic queue: %s", async (_name, before, after, inserts, updates) => {
      const page = await open([on("optimistic-queue")]);
      let release = () => {};
      held = new Promise((resolve) => (release = resolve));
      await page.click("button");
      for (const say of before) say();
      for (const [line, say] of [
        ["INSERT INSERT", insert],
        ["UPDATE UPDATE", update],
      ] as const) {
        if (before.includes(say)) await told(page, `fal_jobs:ada ${line}`);
      }
      release();
      await told(page, "answered true");
      if (before.length === 0) await page.waitForSelector("[data-status=pending]");
      for (const say of after) say();
      server.broadcast("realtime:inserts", "INSERT", change("INSERT", { id: "last" }));
      await told(page, "inserts INSERT INSERT");
      expect(await count(page, "fal_jobs:ada INSERT INSERT")).toBe(inserts);
      await told(page, "fal_jobs:ada UPDATE UPDATE", updates);
      await page.waitForSelector("[data-status=completed]");
      await end(page);
    });

    test("optimistic queue: two presses that are answered with one job are one row", async () => {
      const page = await open([on("optimistic-queue")]);
      await page.click("button");
      await page.click("button");
      await told(page, "answered true", 2);
      await page.waitForSelector("[data-status=pending]");
      update();
      await page.waitForSelector("[data-status=completed]");
      expect(await count(page, "fal_jobs:ada INSERT INSERT")).toBe(1);
      await end(page);
    });

    test("optimistic queue: in two tabs each is given the row once", async () => {
      const pages = [await open([on("optimistic-queue")]), await open([on("optimistic-queue")])];
      await pages[0]!.bringToFront();
      await pages[0]!.click("button");
      await pages[0]!.waitForSelector("[data-status=pending]");
      insert();
      for (const page of pages) await page.waitForSelector("[data-status=pending]");
      update();
      for (const page of pages) {
        await page.waitForSelector("[data-status=completed]");
        expect(await count(page, "fal_jobs:ada INSERT INSERT")).toBe(1);
      }
      for (const page of pages) await end(page);
    });

    test("fallback polling: the UPDATE comes by the API, and the project is read again", async () => {
      const page = await open([on("fallback-polling", { after: 1, every: 1 })]);
      await page.click("button");
      [project, job] = [{ n: 2 }, { id: "job-1", status: "completed" }];
      await page.waitForSelector("[data-status=completed]");
      await page.waitForFunction("document.querySelector('output').textContent === '2'");
      await end(page);
    });

    test("revalidate right: the project that has changed is read again", async () => {
      const page = await open([on("revalidate-right")]);
      project = { n: 2 };
      server.broadcast(PROJECT, "UPDATE", change("UPDATE", { id: "p" }, "projects"));
      await page.waitForFunction("document.querySelector('output').textContent === '2'");
      await end(page);
    });

    test("refetch on rejoin: what changed while the connection was down is read", async () => {
      const page = await open([on("refetch-on-rejoin")]);
      project = { n: 2 };
      server.cut();
      await page.waitForFunction("document.querySelector('output').textContent === '2'");
      await end(page);
    });

    test("resubscribe: a channel that the server closed is joined again", async () => {
      const page = await open([on("resubscribe")]);
      server.shut(ROOM);
      await told(page, "fal_jobs:ada SUBSCRIBED", 2);
      server.broadcast(ROOM, "INSERT", change("INSERT", { id: "job-1", status: "pending" }));
      await page.waitForSelector("[data-status=pending]");
      await end(page);
    });

    test("join as private: a topic that was refused is let in", async () => {
      const page = await open([on("join-as-private", { topic: "secret" })], "?secret");
      await told(page, "secret SUBSCRIBED");
      await end(page);
    });

    test("listen to every event: an UPDATE reaches the handler of INSERT", async () => {
      const page = await open([on("listen-to-every-event")]);
      server.broadcast("realtime:inserts", "UPDATE", change("UPDATE", { id: "1" }));
      await told(page, "inserts INSERT UPDATE");
      await end(page);
    });

    test("say it: the page says that the connection is lost, until it is back", async () => {
      const page = await open([on("say-it")]);
      server.cut();
      await page.waitForFunction(`taps.events.some(({ what }) => what === "shown")`);
      await page.waitForFunction(`taps.events.some(({ what }) => what === "hidden")`);
      expect((await page.$$("hopscope-companion")).length).toBe(1);
      await end(page);
    });
  },
);
