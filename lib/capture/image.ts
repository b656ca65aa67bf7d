/** Images whose URL is watched: when they begin, load or break. Listens only while there is one to wait for. */
import type { Context, Tap } from "./tap.ts";
import { listen } from "./tap.ts";

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
        for (const { target, addedNodes } of records) {
          if (target instanceof HTMLImageElement) reader.seen(target);
          for (const node of addedNodes) {
            if (node instanceof HTMLImageElement) reader.seen(node);
            else if (node instanceof Element) {
              for (const image of node.querySelectorAll("img")) reader.seen(image);
            }
          }
        }
      }),
    );
    let offs: (() => void)[] = [];
    const stop = () => {
      for (const off of offs.splice(0)) off();
    };
    const watch = () => {
      if (needles.image.size === 0) return stop();
      if (reader.update()) for (const image of document.images) reader.seen(image);
      if (offs.length > 0 || needles.image.size === 0) return;
      observer.observe(document, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: ["src", "srcset"],
      });
      offs = [
        listen(document, "load", settled, true),
        listen(document, "error", settled, true),
        () => observer.disconnect(),
      ];
    };
    undo(needles.onChange(() => safe(watch)));
    undo(stop);
  },
};

function imageReader({ page, needles, say }: Context) {
  /** The needle of each absolute URL. */
  let watched = new Map<string, string>();
  const begun = new WeakMap<HTMLImageElement, string>();
  const broken = new WeakMap<HTMLImageElement, string>();

  const needleOf = (address: string): string | undefined => {
    if (address === "") return undefined;
    return watched.get(sourceUrl(address, page.location.href));
  };
  const begin = (image: HTMLImageElement, needle: string) => {
    if (begun.get(image) === needle) return;
    begun.set(image, needle);
    say({ kind: "image.start", url: needle, lazy: image.loading === "lazy" });
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
      needles.found("image", needle);
    } else if (broken.get(image) !== needle) {
      broken.set(image, needle);
      say({ kind: "image.error", url: needle });
    }
  };
  return {
    /** Takes over what is looked for; true if something came in addition. */
    update(): boolean {
      const before = watched;
      const base = page.location.href;
      watched = new Map(Array.from(needles.image, (url) => [sourceUrl(url, base), url] as const));
      return [...watched.keys()].some((url) => !before.has(url));
    },
    seen(image: HTMLImageElement) {
      const needle = needleOf(image.src) ?? needleOf(image.currentSrc);
      if (needle === undefined) return;
      begin(image, needle);
      settled(image);
    },
    settled,
  };
}

/** Absolute; the image behind Next's optimiser is the one in its `url` parameter. */
function sourceUrl(address: string, base: string): string {
  if (!URL.canParse(address, base)) return address;
  const url = new URL(address, base);
  const source = url.pathname.endsWith("/_next/image") ? url.searchParams.get("url") : null;
  return source !== null && URL.canParse(source, base) ? new URL(source, base).href : url.href;
}
