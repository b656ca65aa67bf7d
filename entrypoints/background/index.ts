import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { languageOf } from "../../lib/chain/text.ts";
import { keepJournal } from "../../lib/journal/keep.ts";
import { keepSites } from "../../lib/sites/keep.ts";
import { showRecording } from "../../lib/support/badge.ts";

/** It may die at any time: each concern is one call, which listens at once and keeps nothing in memory. */
export default defineBackground(() => {
  // The end of a tab is the end of its recording.
  keepJournal(browser, (recording) =>
    showRecording(browser.action, recording, languageOf(navigator.language)),
  );
  void keepSites(browser);
});
