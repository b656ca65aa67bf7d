import { urlKey } from "./names.ts";

/** Which job a request id, a picture or a frame belongs to. */
export class Owners {
  readonly #byRequest = new Map<string, string>();
  readonly #byUrl = new Map<string, string>();
  readonly #byFrame = new Map<string, string>();
  readonly #urlOfRequest = new Map<string, string>();
  readonly #requestOfUrl = new Map<string, string>();

  /** A job by its key, with what is known of it. */
  learnJob({ key, requestId, url }: { key: string; requestId?: string; url?: string }): void {
    if (requestId) this.#byRequest.set(requestId, key);
    if (url) this.#byUrl.set(urlKey(url), key);
  }

  learnFrame(frame: string, key: string): void {
    this.#byFrame.set(frame, key);
  }

  /** A node that names the request its picture came from. */
  learnPicture(url: string, requestId: string | undefined): void {
    if (!requestId) return;
    this.#urlOfRequest.set(requestId, url);
    this.#requestOfUrl.set(urlKey(url), requestId);
  }

  urlOf(requestId: string | undefined): string | undefined {
    return this.#urlOfRequest.get(requestId ?? "");
  }

  ofUrl(url: string): string | undefined {
    const key = urlKey(url);
    return this.#byUrl.get(key) ?? this.#byRequest.get(this.#requestOfUrl.get(key) ?? "");
  }

  ofFrame(frame: string): string | undefined {
    return this.#byFrame.get(frame);
  }
}
