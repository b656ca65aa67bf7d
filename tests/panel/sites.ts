import type { Sites } from "../../components/use-sites.ts";

/** Sites as a panel gets them: off on a stranger's page. */
export const fixtureSites = (given: Partial<Sites> = {}): Sites => ({
  here: "https://example.com",
  state: "off",
  list: [],
  problem: undefined,
  onSwitch: () => undefined,
  ...given,
});
