/** The parts of `browser.devtools.panels` that tell the theme; Chrome and Firefox have different ones. */
interface ThemedPanels {
  themeName?: string;
  setThemeChangeHandler?: (handler: (name: string) => void) => void;
  onThemeChanged?: { addListener(handler: (name: string) => void): void };
}

function put(theme: "light" | "dark"): void {
  document.documentElement.dataset.theme = theme;
}

/** Keeps `data-theme` of the root as DevTools has it; outside of DevTools as the system has it. */
export function followTheme(panels: ThemedPanels | undefined): void {
  if (panels?.themeName) {
    const byName = (name: string) => put(name === "dark" ? "dark" : "light");
    byName(panels.themeName);
    panels.setThemeChangeHandler?.(byName);
    panels.onThemeChanged?.addListener(byName);
    return;
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const bySystem = () => put(dark.matches ? "dark" : "light");
  bySystem();
  dark.addEventListener("change", bySystem);
}
