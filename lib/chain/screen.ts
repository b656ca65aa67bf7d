import type { CaptureEvent, EventOf } from "../event.ts";
import { insert, within } from "./facts.ts";
import { urlKey } from "./names.ts";
import { Shelf } from "./shelf.ts";

type ImageEvent =
  | EventOf<"image.start">
  | EventOf<"image.load">
  | EventOf<"image.error">
  | EventOf<"image.remove">;

/** What React rendered and which pictures were shown, by job id or URL key. */
export class Screen {
  readonly commits = new Shelf<EventOf<"react.commit">>();
  readonly looks = new Shelf<EventOf<"react.look">>();
  readonly images = new Shelf<ImageEvent>();
  readonly exhausted: EventOf<"react.commit">[] = [];

  /** Takes what the React and image taps say; gives false for every other kind. */
  take(event: CaptureEvent): boolean {
    switch (event.kind) {
      case "react.commit":
        if (event.exhausted) insert(this.exhausted, event);
        for (const { needle } of event.hits) this.commits.put(urlKey(needle), event);
        return true;
      case "react.look":
        for (const needle of event.needles) this.looks.put(urlKey(needle), event);
        return true;
      case "image.start":
      case "image.load":
      case "image.error":
      case "image.remove":
        this.images.put(urlKey(event.url), event);
        return true;
      default:
        return false;
    }
  }

  /** Did React's tree outgrow the walk's budget in this time? Then a commit without a hit means nothing. */
  wasExhausted(doc: string, from: number, until: number): boolean {
    return within(this.exhausted, from, until).some((each) => each.doc === doc);
  }
}
