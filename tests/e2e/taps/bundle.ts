import { fileURLToPath } from "node:url";
import { build } from "vite";

/** One classic script out of a source file beside this one; libraries in the form that `mode` names. */
export async function bundle(
  file: string,
  mode: "production" | "development" = "production",
): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "error",
    // The test runner sets NODE_ENV, by which Vite would choose the development form of JSX.
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL(file, import.meta.url)),
        formats: ["iife"],
        name: "page",
      },
    },
  });
  const [first] = [output].flat() as { output: { code?: string }[] }[];
  return first?.output[0]?.code ?? "";
}
