/** What the button in the toolbar shows while a person records. */
import { both, say, type Language } from "../chain/text.ts";

interface Action {
  setBadgeText(details: { text: string }): unknown;
  setBadgeBackgroundColor(details: { color: string }): unknown;
  setTitle(details: { title: string }): unknown;
}

const title = both("Hopscope is recording", "O Hopscope está gravando");

/** Of every tab: somebody who goes to another one still sees that it records. */
export function showRecording(action: Action, recording: boolean, language: Language): void {
  // The accent of both themes; red is for what failed.
  void action.setBadgeBackgroundColor({ color: "#0b57d0" });
  void action.setBadgeText({ text: recording ? "●" : "" });
  void action.setTitle({ title: recording ? say(title, language) : "Hopscope" });
}
