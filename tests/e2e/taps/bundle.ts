import { fileURLToPath } from "node:url";
import { build, type AliasOptions } from "vite";

/** What to take for a name that is imported, and whether to make the script as small as it is in production. */
interface Options {
  alias?: AliasOptions;
  minify?: boolean;
}

/** One classic script out of a source file beside this one; libraries in the form that `mode` names. */
export async function bundle(
  file: string,
  mode: "production" | "development" = "production",
  { alias = [], minify = false }: Options = {},
): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "error",
    resolve: { alias },
    // The test runner sets NODE_ENV, by which Vite would choose the development form of JSX.
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    build: {
      write: false,
      minify,
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
