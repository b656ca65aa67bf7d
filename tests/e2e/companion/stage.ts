/** The lab in a browser with DevTools and the panel, which switches the companion as a person does. */
import type { Browser, Frame, Page } from "puppeteer-core";
import { vi } from "vitest";
import { startLab } from "../../../lab/server.ts";
import type { CaptureEvent, EventKind, EventOf, SwitchedOn } from "../../../lib/event.ts";
import { launch, openPanel } from "../../../scripts/browser.ts";
import { firstPage, LIVE, openProject, post, setScenario } from "../../../scripts/play.ts";

/** The lab's provider is quick, so its jobs need not be waited for as long as others: set as a person does, ms. */
const BUDGETS = { U1: 5_000, U2: 2_000 };

/** One switch with what it is told. */
export const on = (id: string, params: SwitchedOn["params"] = {}): SwitchedOn => ({ id, params });

export async function startStage() {
  process.env["LAB_QUIET"] = "1";
  const lab = await startLab({ port: 0, realtimePort: 0 });
  /** A browser that the last test has left in order. */
  let kept: Scene | undefined;
  /** A fresh browser with the scenario's page open and the panel beside it. */
  const open = async (scenario: string): Promise<Scene> => {
    await setScenario(lab.url, scenario);
    const browser = await launch({ devtools: true });
    const page = await firstPage(browser);
    await openProject(page, lab.url);
    const { panel } = await openPanel(browser);
    await panel.evaluate((budgets) => window.hopscope.setBudgets(budgets), BUDGETS);
    const scene = new Scene(browser, page, panel, lab.url);
    await scene.until("page.start");
    return scene;
  };
  return {
    url: lab.url,
    open,
    /** Plays in one browser after the other's play: the scenario's page is new and the panel's log empty. */
    async play(scenario: string, play: (scene: Scene) => Promise<void>): Promise<void> {
      const scene = kept;
      kept = undefined;
      await scene?.begin(scenario);
      const here = scene ?? (await open(scenario));
      try {
        await play(here);
        kept = here;
      } finally {
        if (!kept) await here.browser.close();
      }
    },
    async close() {
      await kept?.browser.close();
      await lab.close();
    },
  };
}

export class Scene {
  readonly browser: Browser;
  readonly page: Page;
  readonly panel: Frame;
  readonly #lab: string;

  constructor(browser: Browser, page: Page, panel: Frame, lab: string) {
    this.browser = browser;
    this.page = page;
    this.panel = panel;
    this.#lab = lab;
  }

  readonly fault = (change: { on?: string[]; off?: string[] }) =>
    post(this.#lab, "/lab/fault", change);
  /** Waits until the lab's log has a line of that step. */
  readonly logged = (step: string) => post(this.#lab, "/lab/wait", { step });
  readonly reload = async () => {
    await this.page.reload();
    await this.page.waitForSelector(LIVE);
  };
  /** Opens a scenario's page as if it were the first: nothing is on, nothing is cached, and the log is empty. */
  async begin(scenario: string): Promise<void> {
    await this.panel.evaluate(() => window.hopscope.companion([], 5));
    await this.page.goto("about:blank");
    // What the page before had still to say has come by then.
    await this.panel.waitForSelector("[data-connection]:not([data-connection=live])");
    await this.panel.$eval('[role=toolbar] [aria-label="Clear"]', (button) =>
      (button as HTMLElement).click(),
    );
    const session = await this.page.createCDPSession();
    await session.send("Network.clearBrowserCache");
    await session.detach();
    await setScenario(this.#lab, scenario);
    await openProject(this.page, this.#lab);
    await this.until("page.start");
  }

  readonly events = (): Promise<CaptureEvent[]> =>
    this.panel.evaluate(() => [...window.hopscope.events()]);

  async ofKind<K extends EventKind>(kind: K): Promise<EventOf<K>[]> {
    return (await this.events()).filter((event) => event.kind === kind) as EventOf<K>[];
  }

  /** Switches on and waits until the page says so. */
  async turn(...switches: SwitchedOn[]): Promise<void> {
    const kind = switches.length > 0 ? "companion.on" : "companion.off";
    const before = (await this.ofKind(kind)).length;
    await this.panel.evaluate((given) => window.hopscope.companion(given, 5), switches);
    await this.until(kind, before + 1);
  }

  /** Waits for the nth event of a kind and gives it. */
  async until<K extends EventKind>(kind: K, nth = 1): Promise<EventOf<K>> {
    return await vi.waitFor(async () => {
      const found = (await this.ofKind(kind))[nth - 1];
      if (!found) throw new Error(`There is no ${kind} number ${nth}.`);
      return found;
    }, 30_000);
  }

  /** Waits until a switch said that it did something. */
  async acted(what: string): Promise<EventOf<"companion.act">> {
    return await vi.waitFor(async () => {
      const acts = await this.ofKind("companion.act");
      const found = acts.find((act) => act.what === what);
      if (!found) throw new Error(`Nothing was ${what}: ${JSON.stringify(acts)}`);
      return found;
    }, 30_000);
  }
}
