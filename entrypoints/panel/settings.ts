import { browser } from "wxt/browser";
import { readSettings, type Settings } from "../../components/settings.ts";

/** The extension's storage; without its permission that of the panel's page. */
async function load(key: string): Promise<unknown> {
  if (browser.storage) return (await browser.storage.local.get(key))[key];
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as unknown;
  } catch {
    return undefined;
  }
}

async function store(key: string, value: object): Promise<void> {
  if (browser.storage) await browser.storage.local.set({ [key]: value });
  else localStorage.setItem(key, JSON.stringify(value));
}

/** What a person has set, else the panel's defaults. */
export const loadSettings = async (): Promise<Settings> => readSettings(await load("settings"));

export const storeSettings = (settings: Settings): Promise<void> => store("settings", settings);

const learnedOf = (origin: string): string => `learned ${origin}`;

/** The budgets that the healthy jobs of an origin taught before. */
export async function loadLearned(origin: string): Promise<Settings["budgets"]> {
  return readSettings({ budgets: await load(learnedOf(origin)) }).budgets;
}

export const storeLearned = (origin: string, budgets: Settings["budgets"]): Promise<void> =>
  store(learnedOf(origin), budgets);
