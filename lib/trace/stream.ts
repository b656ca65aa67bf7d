/** A trace as bytes, gzipped or not, read and written in pieces: no more than a line of its text exists at a time. */
import type { Budgets } from "../chain/profile.ts";
import { both, type Text } from "../chain/text.ts";
import type { CaptureEvent } from "../event.ts";
import { TraceLines, traceLines, type TraceAbout, type TraceHead } from "./lines.ts";
import { LineSplitter } from "./line-splitter.ts";
import { traceLimits, type TraceLimits } from "./limits.ts";

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

export interface ReadOptions {
  /** Called with the next events, in their order. */
  onEvents: (events: CaptureEvent[]) => void;
  /** Called with the budgets of the head, before the events behind it. */
  onBudgets?: (budgets: Budgets) => void;
  /** Called after each piece with the bytes of the file read so far; what it returns is awaited, so a panel can draw. */
  onPiece?: (bytes: number) => Promise<void> | void;
  /** Ends the reading; what was read stays read. */
  signal?: AbortSignal;
  limits?: TraceLimits;
}

/** Why reading ended before the file did. */
class Refusal extends Error {
  readonly text: (events: number) => Text;
  constructor(text: (events: number) => Text) {
    super();
    this.text = text;
  }
}

const tooMuch = new Refusal((n) =>
  both(
    `The file unpacks to far more than any trace, so reading stopped after ${n} events. Do not trust it.`,
    `O arquivo se expande muito além de qualquer trace, e a leitura parou após ${n} eventos. Não confie nele.`,
  ),
);
const longLine = new Refusal((n) =>
  both(
    `A line of the file is longer than any event, so reading stopped after ${n} events. It is no trace, or not an honest one.`,
    `Uma linha do arquivo é maior do que qualquer evento, e a leitura parou após ${n} eventos. Não é um trace, ou não é honesto.`,
  ),
);
const stopped = new Refusal((n) =>
  both(
    `Reading was stopped after ${n} events. Open the file again to see all of it.`,
    `A leitura foi interrompida após ${n} eventos. Abra o arquivo de novo para ver tudo.`,
  ),
);
const broken = new Refusal((n) =>
  both(
    `The file is damaged or was cut: ${n} events could be read. Ask for it again.`,
    `O arquivo está danificado ou foi cortado: ${n} eventos puderam ser lidos. Peça-o de novo.`,
  ),
);

/** Reads a trace of any version. What is wrong with the file is told in what it resolves to; it rejects only when `onEvents` or `onPiece` does. */
export async function readTrace(file: Bytes, options: ReadOptions): Promise<TraceAbout> {
  const { onEvents, onBudgets, onPiece, signal, limits = traceLimits } = options;
  const lines = new TraceLines();
  const splitter = new LineSplitter(limits.line);
  const decoder = new TextDecoder();
  const meter = { packed: 0, text: 0 };
  let { budgets } = lines.about;
  const pieces = (await unpack(file, meter)).getReader();
  const tell = () => {
    if (lines.about.budgets !== budgets) onBudgets?.((budgets = lines.about.budgets));
    const events = lines.take();
    if (events.length > 0) onEvents(events);
  };
  const feed = (text: string, isLast: boolean) => {
    const isShort = splitter.push(text, isLast, (line) => lines.push(line));
    tell();
    return isShort ? undefined : longLine;
  };
  let refusal: Refusal | undefined;
  while (!refusal) {
    if (signal?.aborted) refusal = stopped;
    else {
      const piece = await pieces.read().catch(() => broken);
      if (piece instanceof Refusal) refusal = piece;
      else if (piece.done) {
        refusal = feed(decoder.decode(), true);
        break;
      } else {
        meter.text += piece.value.length;
        if (isTooMuch(meter, limits)) refusal = tooMuch;
        else refusal = feed(decoder.decode(piece.value, { stream: true }), false);
        await onPiece?.(meter.packed);
      }
    }
  }
  if (refusal) void pieces.cancel().catch(() => {});
  lines.finish(refusal?.text(lines.count));
  return lines.about;
}

const isTooMuch = ({ packed, text }: Meter, { text: most, ratio, ratioFrom }: TraceLimits) =>
  text > most || (text > ratioFrom && text > packed * ratio);

interface Meter {
  /** Bytes of the file, and of its text. */
  packed: number;
  text: number;
}

/** The decompressor gets no more than this at once, in bytes: what it makes of it waits in memory. */
const SIP = 16 * 1024;

/** The text of the file, whatever it is packed in. Counts the packed bytes as they are taken. */
async function unpack(file: Bytes, meter: Meter): Promise<Bytes> {
  const reader = file.getReader();
  let piece: Uint8Array<ArrayBuffer> = new Uint8Array();
  const refill = async (): Promise<boolean> => {
    while (piece.length === 0) {
      const { done, value } = await reader.read();
      if (done) return false;
      piece = value;
    }
    return true;
  };
  const sip = () => {
    const taken = piece.subarray(0, SIP);
    piece = piece.subarray(SIP);
    meter.packed += taken.length;
    return taken;
  };
  // No text begins with this byte.
  const isPacked = await refill().then(
    (found) => found && piece[0] === 0x1f,
    () => false,
  );
  const sips = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (await refill()) controller.enqueue(sip());
        else controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return isPacked ? sips.pipeThrough(new DecompressionStream("gzip")) : sips;
}

/** About so many UTF-16 units are given to the compressor at once. */
const PIECE = 256 * 1024;

/** The bytes of a `.hopscope.json.gz`. Events are written as the stream is read. */
export function writeTrace(events: readonly CaptureEvent[], head?: TraceHead): Bytes {
  return gzip(traceLines(events, head));
}

/** What to await after each piece that was written: else a long file is written in one go, and nothing else happens meanwhile. */
type Breathe = (texts: number) => Promise<void> | void;

/** Texts one after the other, compressed. */
export function gzip(texts: Iterable<string>, breathe?: Breathe): Bytes {
  return encode(texts, breathe).pipeThrough(new CompressionStream("gzip"));
}

/** Texts one after the other as UTF-8. `breathe` is given how many of them were taken. */
export function encode(texts: Iterable<string>, breathe?: Breathe): Bytes {
  const encoder = new TextEncoder();
  const rest = texts[Symbol.iterator]();
  let taken = 0;
  return new ReadableStream({
    async pull(controller) {
      let piece = "";
      while (piece.length < PIECE) {
        const next = rest.next();
        if (next.done) {
          if (piece !== "") controller.enqueue(encoder.encode(piece));
          return controller.close();
        }
        piece += next.value;
        taken += 1;
      }
      controller.enqueue(encoder.encode(piece));
      await breathe?.(taken);
    },
  });
}
