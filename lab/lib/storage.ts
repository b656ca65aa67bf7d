import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { log } from "../log.ts";
import { has, lab } from "./lab.ts";

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
  const answer = await fetch(temporaryUrl);
  if (!answer.ok) throw new Error(`the provider's file answered ${answer.status}`);
  const name = `${crypto.randomUUID()}.png`;
  await mkdir(lab().storage, { recursive: true });
  await writeFile(path.join(lab().storage, name), Buffer.from(await answer.arrayBuffer()));
  log({ ...line, ok: true, detail: name });
  return `${lab().origin}/storage/images/${name}`;
}

/** A stored file, or null. */
export async function readStored(name: string): Promise<Buffer | null> {
  if (!/^[\w-]+\.png$/.test(name)) return null;
  return await readFile(path.join(lab().storage, name)).catch(() => null);
}
