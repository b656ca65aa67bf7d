import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Writes the bytes to a file, to stdout without one. Rejects when the file cannot be written. */
export async function save(bytes: ReadableStream<Uint8Array>, path?: string): Promise<void> {
  const source = Readable.fromWeb(bytes as Parameters<typeof Readable.fromWeb>[0]);
  if (path !== undefined) return await pipeline(source, createWriteStream(path));
  for await (const piece of source) {
    if (!process.stdout.write(piece as Uint8Array))
      await new Promise((resolve) => process.stdout.once("drain", resolve));
  }
}
