import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { keepJournal } from "../../lib/journal/keep.ts";
import { keepSites } from "../../lib/sites/keep.ts";

/** It may die at any time: each concern is one call, which listens at once and keeps nothing in memory. */
export default defineBackground(() => {
  keepJournal(browser);
  void keepSites(browser);
});
