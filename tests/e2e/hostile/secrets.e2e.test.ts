import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launch, openPanelPage } from "../../../scripts/browser.ts";
import { firstPage } from "../../../scripts/play.ts";
import { bundle } from "../taps/bundle.ts";
import { startServer } from "../taps/server.ts";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = [
  part({ alg: "HS256", typ: "JWT" }),
  part({ role: "authenticated", sub: "ada", email: "ada@example.com" }),
  "c2lnbmVkLWJ5LW5vYm9keQ",
].join(".");
const opaque = "v1.M2Y5cmVmcmVzaC10b2tlbg";
const key = "sb_secret_N7UND0UgjKTVKUodkm0Hg";
/** What is left of any of them when it was not replaced. */
const clear = /c2lnbmVkLWJ5LW5vYm9keQ|M2Y5cmVmcmVzaC10b2tlbg|N7UND0Ug/;

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  const app = (await bundle("page.tsx")).replaceAll("</script", "<\\/script");
  server = await startServer(`<!doctype html><title>taps</title><body><script>${app}</script>`);
  browser = await launch();
  page = await firstPage(browser);
  await page.goto(server.url);
  panel = await openPanelPage(browser, page);
  await vi.waitFor(async () => expect(await kinds()).toContain("channel.status"), 20_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const kinds = async () =>
  await panel.evaluate(() => window.hopscope.events().map(({ kind }) => kind as string));

/** All that the panel has, binary frames as the text that is in them. */
const stored = async () =>
  await panel.evaluate(() =>
    window.hopscope.events().map((event) => {
      const bytes = "body" in event && typeof event.body === "object" && "base64" in event.body;
      return JSON.stringify(event) + (bytes ? atob((event.body as { base64: string }).base64) : "");
    }),
  );

test("a token, a refresh token and a key reach the panel in no frame, answer, line, error, stack, key or address", async () => {
  const secrets = { access_token: jwt, refresh_token: opaque, note: `${jwt} ${key}` };
  server.state.project = { content: { nodes: [secrets] } };
  server.broadcast("fal_jobs:ada", "UPDATE", {
    table: "fal_jobs",
    record: { id: "j", ...secrets },
  });
  // Errors of a script that a debugger runs are told to nobody.
  await page.addScriptTag({
    content: `
      void Promise.reject(new Error("refused: ${jwt} ${key}, Bearer ${opaque}"));
      setTimeout(() => { throw new Error("thrown: ${jwt} ${key}"); });`,
  });
  await page.evaluate(
    async ({ token, refresh, secret }) => {
      const text = `${token} ${secret}`;
      console.log(`[REALTIME] session ${text}`, { access_token: token, refresh_token: refresh });
      history.pushState(null, "", `/#access_token=${token}&refresh_token=${refresh}`);
      await fetch(`/api/projects/p?apikey=${secret}&token=${refresh}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await fetch("/api/projects/p", {
        method: "PUT",
        body: JSON.stringify({ refresh_token: refresh, access_token: token, secret }),
      });
      console.log("[REALTIME] behind the secrets");
    },
    { token: jwt, refresh: opaque, secret: key },
  );
  const texts = await vi.waitFor(async () => {
    const found = await stored();
    for (const sign of ["behind the secrets", "refused", "thrown", '"page.navigate"']) {
      expect(found.some((text) => text.includes(sign))).toBe(true);
    }
    expect(found.filter((text) => text.includes('"fetch.end"')).length).toBeGreaterThan(1);
    return found;
  }, 20_000);
  // The frame was binary and its claims stand in the place of its token.
  expect(texts.some((text) => text.includes('"frame.in"') && text.includes("jwt:{"))).toBe(true);
  for (const text of texts) expect(text).not.toMatch(clear);
});
