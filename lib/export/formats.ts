/** Every form in which a log can leave. A new one is one line here. */
import { traceLines } from "../trace/lines.ts";
import { chrome } from "./chrome.ts";
import { har } from "./har.ts";
import { html } from "./html.ts";
import { line } from "./line.ts";
import { markdown } from "./markdown.ts";
import { otlp } from "./otlp.ts";
import type { Report } from "./report.ts";

interface Format {
  /** Behind the name of the file. */
  extension: string;
  mime: string;
  /** The file is compressed. */
  packed?: true;
  /** The text, piece by piece. */
  write: (report: Report) => Iterable<string>;
}

const formats = {
  trace: {
    extension: "hopscope.json.gz",
    mime: "application/gzip",
    packed: true,
    write: ({ events, budgets }) => traceLines(events, { budgets }),
  },
  har: { extension: "har", mime: "application/json", write: har },
  otlp: { extension: "otlp.json", mime: "application/json", write: otlp },
  chrome: { extension: "trace.json", mime: "application/json", write: chrome },
  html: { extension: "html", mime: "text/html", write: html },
  markdown: { extension: "md", mime: "text/markdown", write: markdown },
  line: { extension: "txt", mime: "text/plain", write: line },
} satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
export const FORMATS: Readonly<Record<FormatName, Format>> = formats;
export const FORMAT_NAMES = Object.keys(formats) as FormatName[];
export const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name);
