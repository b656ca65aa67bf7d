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
  return {
    url: lab.url,
    close: () => lab.close(),
    /** A fresh browser with the scenario's page open and the panel beside it. */
    async open(scenario: string): Promise<Scene> {
      await setScenario(lab.url, scenario);
      const browser = await launch({ devtools: true });
      const page = await firstPage(browser);
      await openProject(page, lab.url);
      const { panel } = await openPanel(browser);
      await panel.evaluate((budgets) => window.hopscope.setBudgets(budgets), BUDGETS);
      const scene = new Scene(browser, page, panel, lab.url);
      await scene.until("page.start");
      return scene;
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
