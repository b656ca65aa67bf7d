import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBare } from "../../scripts/browser.ts";
import { bundle } from "./taps/bundle.ts";
import {
  aliasesOf,
  columnOf,
  combinations,
  versionOf,
  type Combination,
  type Library,
} from "./versions/combinations.ts";
import { drive } from "./versions/drive.ts";
import { startServer } from "./versions/server.ts";
import { isSeen } from "./versions/signal.ts";
import { signals } from "./versions/signals.ts";

const nameOf = ({ realtime, vsn, swr, react }: Combination) =>
  `realtime-js ${realtime}${vsn ? ` vsn ${vsn}` : ""}, swr ${swr}, react ${react}`;

let taps: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;

beforeAll(async () => {
  taps = await bundle("install.ts");
  server = await startServer();
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const rows = (Object.keys(signals) as Library[]).flatMap((library) =>
  signals[library].map((signal) => [`${library}: ${signal.name}`, library, signal] as const),
);
/** What the taps can tell of the version of SWR. */
const rangeOf = (swr: string) => {
  if (swr.startsWith("1.")) return "1.x";
  return /^2\.[0-4]\./.test(swr) ? "2.0 to 2.4" : "2.5 or later";
};

describe.each(combinations.map((one, index) => [nameOf(one), one, index] as const))(
  "%s",
  (_name, combination, index) => {
    let app: string;
    let log: Awaited<ReturnType<typeof drive>>;
    beforeAll(async () => {
      const alias = aliasesOf(combination);
      app = await bundle("../versions/page.tsx", "production", { alias, minify: true });
      const script = app.replaceAll("</script", "<\\/script");
      const html = `<!doctype html><title>versions</title><body><script>${script}</script>`;
      server.serve(`/${index}`, html);
      const page = await browser.newPage();
      await page.evaluateOnNewDocument(taps);
      const query = combination.vsn ? `?vsn=${combination.vsn}` : "";
      await page.goto(`${server.url}/${index}${query}`);
      log = await drive(page, server);
      await page.close();
    });

    test("the bundle holds these versions, and no tap raises", () => {
      expect(app).toContain(combination.realtime);
      const attached = log.events.flatMap((event) =>
        event.kind === "tap.attach" ? [[event.tap, event.version]] : [],
      );
      expect(attached).toContainEqual(["react", combination.react]);
      expect(attached).toContainEqual(["swr", rangeOf(combination.swr)]);
      expect(log.events.filter(({ kind }) => kind === "tap.error")).toEqual([]);
    });

    test.each(rows)("%s", (_row, library, signal) => {
      const version = versionOf(columnOf(combination, library));
      const isNever = signal.never?.[version] !== undefined;
      const { account } = signal;
      if (account !== undefined) {
        const happened = log.account.some((line) =>
          typeof account === "string" ? line === account : account.test(line),
        );
        expect(happened).toBe(!isNever);
      }
      const isObservable = !isNever && signal.unseen?.[version] === undefined;
      expect(isSeen(signal, log.events)).toBe(isObservable);
    });
  },
);
