/**
 * Images whose URL is watched: when they begin, load, break or go. Listens only while there is one to wait for, and for
 * a minute after one was shown.
 */
import { drain, push, some } from "./list.ts";
import { Array, Map, method, URL, URLSearchParams, WeakMap } from "./natives.ts";
import { listen, type Context, type Page, type Tap } from "./tap.ts";
import { timingOf } from "./timing.ts";

export const tapImage: Tap = {
  name: "image",
  start(context) {
    const { page, needles, safe, undo } = context;
    const { document } = page;
    const reader = imageReader(context);
    const { HTMLImageElement, Element } = page;
    const settled = (event: Event) =>
      safe(() => event.target instanceof HTMLImageElement && reader.settled(event.target));
    const observer = new page.MutationObserver((records) =>
      safe(() => {
        reader.checkShown();
        for (const { target, addedNodes } of records) {
          if (target instanceof HTMLImageElement) reader.seen(target);
          for (const node of addedNodes) {
            if (node instanceof HTMLImageElement) reader.seen(node);
            else if (node instanceof Element) {
              for (const image of node.querySelectorAll("img")) reader.seen(image);
            }
          }
        }
        if (!reader.isBusy()) stop();
      }),
    );
    const offs: (() => void)[] = [];
    const stop = () => {
      for (const off of drain(offs)) off();
    };
    const watch = () => {
      // This runs for every job that a handler is told of.
      if (!reader.isBusy()) return stop();
      if (reader.update()) for (const image of document.images) reader.seen(image);
      if (offs.length > 0 || !reader.isBusy()) return;
      observer.observe(document, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: ["src", "srcset"],
      });
      push(offs, listen(document, "load", settled, true));
      push(offs, listen(document, "error", settled, true));
      push(offs, () => observer.disconnect());
    };
    undo(needles.onChange(() => safe(watch)));
    undo(stop);
  },
};

/** How long an image that was shown is followed, in ms, and how many at most. */
const FOLLOWED = 60_000;
const CAPACITY = 50;

function imageReader({ page, clock, needles, say }: Context) {
  /** The needle of each absolute URL. */
  let watched = new Map<string, string>();
  const begun = new WeakMap<HTMLImageElement, string>();
  const broken = new WeakMap<HTMLImageElement, string>();
  const shown = new Map<HTMLImageElement, { needle: string; src: string; until: number }>();
  /** Those that have gone, and until when they are waited for. */
  const lost = new Map<string, number>();
  const base = () => page.location.href;

  const needleOf = (address: string): string | undefined => {
    if (address === "") return undefined;
    return watched.get(sourceUrl(address, base()));
  };
  const begin = (image: HTMLImageElement, needle: string) => {
    if (begun.get(image) === needle) return;
    begun.set(image, needle);
    const inView = isInView(image, page);
    say({ kind: "image.start", url: needle, lazy: image.loading === "lazy", inView });
  };
  /** `currentSrc` tells what is shown; `src` may already be the next one. */
  const settled = (image: HTMLImageElement) => {
    const needle = needleOf(image.currentSrc || image.src);
    if (needle === undefined || !image.complete) return;
    begin(image, needle);
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width > 0) {
      const visible = image.checkVisibility?.() ?? true;
      say({ kind: "image.load", url: needle, width, height, visible });
      shown.delete(image);
      lost.delete(needle);
      shown.set(image, { needle, src: image.src, until: clock.now() + FOLLOWED });
      const [oldest] = shown.keys();
      if (oldest && shown.size > CAPACITY) shown.delete(oldest);
      needles.found("image", needle);
    } else if (broken.get(image) !== needle) {
      broken.set(image, needle);
      const status = timingOf(page, image.currentSrc || image.src)?.responseStatus;
      say({ kind: "image.error", url: needle, ...(status && { status }) });
    }
  };
  return {
    /** Takes over what is looked for; true if something came in addition. */
    update(): boolean {
      const before = watched;
      watched = new Map(Array.from(needles.image, (url) => [sourceUrl(url, base()), url] as const));
      return some([...watched.keys()], (url) => !before.has(url));
    },
    seen(image: HTMLImageElement) {
      const needle = needleOf(image.src) ?? needleOf(image.currentSrc);
      if (needle === undefined) return;
      begin(image, needle);
      settled(image);
    },
    settled,
    /** Whether there is an image to wait for or to follow. */
    isBusy: () => needles.image.size > 0 || shown.size > 0,
    /** Tells those that have gone. They are waited for again: the page may only have made the element anew. */
    checkShown() {
      const now = clock.now();
      for (const [image, { needle, src, until }] of shown) {
        const isGone =
          !image.isConnected ||
          (image.src !== src && sourceUrl(image.src, base()) !== sourceUrl(needle, base()));
        if (!isGone && now < until) continue;
        shown.delete(image);
        if (!isGone) continue;
        begun.delete(image);
        lost.set(needle, now + FOLLOWED);
        say({ kind: "image.remove", url: needle });
        needles.lost(needle);
      }
      for (const [needle, until] of lost) {
        if (now < until) break;
        lost.delete(needle);
        needles.found("image", needle);
      }
    },
  };
}

/** Whether any of it is in the viewport. It may have no size yet. */
function isInView(image: HTMLImageElement, { innerWidth, innerHeight }: Page): boolean {
  const { left, top, right, bottom } = image.getBoundingClientRect();
  return image.isConnected && bottom >= 0 && right >= 0 && top <= innerHeight && left <= innerWidth;
}

const readParameter = method<string | null>(URLSearchParams, "get");

/** Absolute; the image behind Next's optimiser is the one in its `url` parameter. */
function sourceUrl(address: string, base: string): string {
  if (!URL.canParse(address, base)) return address;
  const url = new URL(address, base);
  const source = url.pathname.endsWith("/_next/image")
    ? readParameter(url.searchParams, "url")
    : null;
  return source !== null && URL.canParse(source, base) ? new URL(source, base).href : url.href;
}
