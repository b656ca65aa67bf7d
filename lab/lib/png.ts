import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

const SIZE = 256;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A picture of 256 x 256, RGB, 8 bit (PNG, RFC 2083): bands and a disc in colours that the text decides. */
export function paint(text: string): Buffer {
  const seed = createHash("sha256").update(text).digest();
  const colour = (at: number) => [seed[at]!, seed[at + 1]!, seed[at + 2]!] as const;
  const [sky, land, disc] = [colour(0), colour(3), colour(6)];
  const [cx, cy, radius] = [40 + (seed[9]! % 176), 30 + (seed[10]! % 90), 18 + (seed[11]! % 30)];
  const rows = Buffer.alloc(SIZE * (SIZE * 3 + 1));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const hill = 150 + 34 * Math.sin((x + seed[12]!) / 34) + (seed[13]! % 24);
      const inDisc = (x - cx) ** 2 + (y - cy) ** 2 < radius ** 2;
      const base = y > hill ? land : inDisc ? disc : sky;
      const light = y > hill ? 1.15 - (y - hill) / 300 : 0.7 + y / 420;
      for (let c = 0; c < 3; c++) {
        rows[y * (SIZE * 3 + 1) + 1 + x * 3 + c] = Math.min(255, Math.round(base[c]! * light));
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const data = deflateSync(rows);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
