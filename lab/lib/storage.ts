import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { log } from "../log.ts";
import { has, lab } from "./lab.ts";
import { isSigned, signature } from "./signed-url.ts";

/** The same name for the same request, so that a webhook that comes twice stores one file. */
const nameOf = (requestId: string): string =>
  `${createHash("sha256").update(requestId).digest("hex").slice(0, 32)}.png`;

/** Fetches the provider's temporary file and stores it. Returns its permanent URL, a path of this app. */
export async function uploadImageToStorage(
  temporaryUrl: string,
  { requestId, flow }: { requestId: string; flow: "v1" | "v2" },
): Promise<string> {
  const line = { step: "U2", event: "image stored", requestId, flow };
  if (has("storage.upload-fails")) {
    log({ ...line, ok: false, detail: "the storage refused the upload" });
    throw new Error("upload failed: the storage answered 507");
  }
  if (has("storage.temporary-url")) {
    log({ ...line, ok: false, detail: "the provider's URL is kept" });
    return temporaryUrl;
  }
  const answer = await fetch(temporaryUrl);
  if (!answer.ok) throw new Error(`the provider's file answered ${answer.status}`);
  const name = nameOf(requestId);
  await mkdir(lab().storage, { recursive: true });
  await writeFile(path.join(lab().storage, name), Buffer.from(await answer.arrayBuffer()));
  log({ ...line, ok: true, detail: name });
  const url = `${lab().origin}/storage/images/${name}`;
  return has("image.signature-expired") ? `${url}?token=${await signature(name)}` : url;
}

/** Enough of a PNG for its type, and nothing that can be decoded. */
const CORRUPT_BYTES = 40;

/** A stored file; `refused` when its URL is signed and the signature is over; null when it is not there. */
export async function readStored(
  name: string,
  token: string | null,
): Promise<Buffer | "refused" | null> {
  if (has("image.404") || !/^[\w-]+\.png$/.test(name)) return null;
  if (token !== null && !(await isSigned(name, token))) return "refused";
  const file = await readFile(path.join(lab().storage, name)).catch(() => null);
  return has("image.corrupt") ? (file?.subarray(0, CORRUPT_BYTES) ?? null) : file;
}
