import { insert, isAfter, type JobAnswer, type Seen } from "./facts.ts";
import { urlKey } from "./names.ts";

/** What a node said of a request or a picture. */
interface Told extends Seen {
  word: string;
}

function keepLast(map: Map<string, Told>, key: string, told: Told): void {
  const before = map.get(key);
  if (!before || !isAfter(before, told)) map.set(key, told);
}

/** Which job a request id, a picture or a frame belongs to. */
export class Owners {
  readonly #byRequest = new Map<string, string>();
  /** Jobs that a cache or a stand-in answers may share a picture. */
  readonly #byUrl = new Map<string, Set<string>>();
  readonly #byFrame = new Map<string, string>();
  readonly #urlOfRequest = new Map<string, Told>();
  readonly #requestOfUrl = new Map<string, Told>();
  readonly #answers = new Map<string, JobAnswer[]>();
  /** By document: the requests that the job API refused the app at least once. */
  readonly refused = new Map<string, Set<string>>();

  /** A job by its key, with what is known of it. */
  learnJob({ key, requestId, url }: { key: string; requestId?: string; url?: string }): void {
    if (requestId) {
      const other = this.#byRequest.get(requestId);
      if (other === undefined || key < other) this.#byRequest.set(requestId, key);
    }
    if (!url) return;
    const owners = this.#byUrl.get(urlKey(url));
    if (owners) owners.add(key);
    else this.#byUrl.set(urlKey(url), new Set([key]));
  }

  learnFrame(frame: string, key: string): void {
    this.#byFrame.set(frame, key);
  }

  /** A node that names the request its picture came from; the last that was seen counts. */
  learnPicture({ id, at, doc }: Seen, url: string, requestId: string | undefined): void {
    if (!requestId) return;
    keepLast(this.#urlOfRequest, requestId, { id, at, doc, word: url });
    keepLast(this.#requestOfUrl, urlKey(url), { id, at, doc, word: requestId });
  }

  /** An answer of the job API, also one that came before the job was known; true if the app was ever refused this one. */
  keepAnswer(request: string, answer: JobAnswer): boolean {
    const answers = this.#answers.get(request);
    if (answers) insert(answers, answer);
    else this.#answers.set(request, [answer]);
    const { doc, httpStatus, probed } = answer;
    let refused = this.refused.get(doc);
    if (!probed && httpStatus >= 400 && httpStatus < 500) {
      if (!refused) this.refused.set(doc, (refused = new Set()));
      refused.add(request);
    }
    return refused?.has(request) ?? false;
  }

  answersOf(request: string | undefined): readonly JobAnswer[] {
    return this.#answers.get(request ?? "") ?? [];
  }

  ofRequest(request: string): string | undefined {
    return this.#byRequest.get(request);
  }

  urlOf(requestId: string | undefined): string | undefined {
    return this.#urlOfRequest.get(requestId ?? "")?.word;
  }

  ofUrl(url: string): string[] {
    const key = urlKey(url);
    const byRequest = this.#byRequest.get(this.#requestOfUrl.get(key)?.word ?? "");
    const owners = this.#byUrl.get(key);
    return owners ? [...owners] : byRequest === undefined ? [] : [byRequest];
  }

  ofFrame(frame: string): string | undefined {
    return this.#byFrame.get(frame);
  }
}
