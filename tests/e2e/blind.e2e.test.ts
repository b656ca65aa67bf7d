import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { snapshot, type SnapshotJob } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent, EventKind } from "../../lib/event.ts";
import { conclude } from "../../lib/store.ts";
import { launchBare } from "../../scripts/browser.ts";
import { bundle } from "./taps/bundle.ts";
import { startServer } from "./taps/server.ts";

/** Pages on which a tap cannot see: what happens there must be "not observable", never "did not happen". */
interface Blindness {
  /** What is done to the app's script. */
  change: (script: string) => string;
  /** Kinds of events that the tap would have said. */
  hidden: EventKind[];
  /** Steps of which nothing is known then, whether or not they happened. */
  steps: string[];
  late?: boolean;
}

/** As `@fvilers/disable-react-devtools` and its like do. */
const NO_DEVTOOLS = `for (const [name, value] of Object.entries(__REACT_DEVTOOLS_GLOBAL_HOOK__))
  __REACT_DEVTOOLS_GLOBAL_HOOK__[name] = typeof value === "function" ? () => {} : null;`;

const blindnesses: Record<string, Blindness> = {
  "realtime-js with mangled property names": {
    change: (script) => script.replaceAll("subTopic", "s$"),
    hidden: ["channel.create", "channel.bind", "channel.status", "handler.run"],
    steps: ["C6", "U6", "U10"],
  },
  "React with its developer tools switched off": {
    change: (script) => `${NO_DEVTOOLS}\n${script}`,
    hidden: ["react.commit", "react.look"],
    steps: ["C7"],
  },
  "taps that came after the page": {
    change: (script) => script,
    hidden: ["channel.create", "handler.run", "cache.mutate", "react.commit"],
    steps: ["C6", "C7", "U6", "U10", "U11"],
    late: true,
  },
};

const url = "https://storage.test/image.png";
const project = {
  id: "p",
  content: { nodes: [{ id: "n", data: { requestId: "r", generated: { url } } }] },
};
const change = (table: string, operation: string, record: object) => ({
  table,
  schema: "public",
  operation,
  record,
  old_record: null,
});

let taps: string;
let app: string;
let browser: Browser;
beforeAll(async () => {
  taps = await bundle("install.ts");
  app = await bundle("page.tsx", "production", { minify: true });
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
});

describe.each(Object.entries(blindnesses))(
  "%s",
  (_name, { change: blind, hidden, steps, late }) => {
    let page: Page;
    let server: Awaited<ReturnType<typeof startServer>>;
    beforeAll(async () => {
      const script = blind(app).replaceAll("</script", "<\\/script");
      server = await startServer(
        `<!doctype html><title>blind</title><body><script>${script}</script>`,
      );
      page = await browser.newPage();
      if (!late) await page.evaluateOnNewDocument(taps);
      await page.goto(server.url);
      await page.waitForNetworkIdle({ idleTime: 300 });
      if (late) await page.evaluate(taps);
    });
    afterAll(async () => {
      await page.close();
      await server.close();
    });

    const read = async () => (await page.evaluate("window.taps.events")) as CaptureEvent[];
    const jobOf = (events: CaptureEvent[]): SnapshotJob => {
      const { jobs } = snapshot(conclude(events));
      expect(jobs).toHaveLength(1);
      return jobs[0]!;
    };
    const blamed = ({ create, update }: SnapshotJob) =>
      [...create, ...update]
        .filter(({ status }) => ["missing", "failed"].includes(status))
        .map(({ step }) => step);

    test("what happens is not said not to have happened, at any moment of the job", async () => {
      const moments: [string, () => void][] = [
        ["[data-job]", () => server.broadcast("fal_jobs:ada", "INSERT", row("pending"))],
        ["[data-job]", () => server.broadcast("fal_jobs:ada", "UPDATE", row("completed"))],
        [
          `img[src*="image.png"]`,
          () => {
            server.state.project = project;
            server.broadcast("project:p", "UPDATE", change("projects", "UPDATE", project));
          },
        ],
      ];
      await page.evaluate("generate()");
      for (const [selector, send] of moments) {
        send();
        await page.waitForSelector(selector);
        await page.waitForNetworkIdle({ idleTime: 300 });
        expect(blamed(jobOf(await read())).filter((step) => steps.includes(step))).toEqual([]);
      }
      const events = await read();
      expect(events.filter(({ kind }) => kind === "tap.error")).toEqual([]);
      expect(events.filter(({ kind }) => hidden.includes(kind))).toEqual([]);
      const { create, update, verdict } = jobOf(events);
      expect(blamed({ create, update } as SnapshotJob)).toEqual([]);
      expect(verdict.kind).toBe("complete");
      for (const { step, status, evidence } of [...create, ...update]) {
        if (steps.includes(step))
          expect([step, status, evidence]).toEqual([
            step,
            expect.stringMatching(/^(unknown|inferred)$/),
            [],
          ]);
      }
    });
  },
);

function row(status: string) {
  const result = status === "completed" ? { images: [{ url }] } : null;
  const input = { prompt: "a cat", _metadata: { node_id: "n", project_id: "p" } };
  return change("fal_jobs", status === "pending" ? "INSERT" : "UPDATE", {
    id: "job-1",
    request_id: "r",
    status,
    input,
    result,
  });
}
