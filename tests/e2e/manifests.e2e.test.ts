import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { build } from "wxt";
import { ALWAYS_ON, registrationsFor, RUNS } from "../../lib/sites/scripts.ts";

interface ContentScript extends Record<string, unknown> {
  js: string[];
  matches: string[];
}
type Manifest = Record<string, unknown> & { content_scripts: ContentScript[] };

const root = fileURLToPath(new URL("../..", import.meta.url));
const outDir = "test-output/manifests";

describe.each(["chrome", "firefox"])("the manifest for %s", (browser) => {
  let manifest: Manifest;
  beforeAll(async () => {
    await build({ root, browser, manifestVersion: 3, outDir });
    const path = `${root}/${outDir}/${browser}-mv3/manifest.json`;
    manifest = JSON.parse(await readFile(path, "utf8")) as Manifest;
  });

  test("asks for three permissions that no one is warned of, and for no site", () => {
    expect(manifest["permissions"]).toEqual(["activeTab", "scripting", "storage"]);
    expect(manifest["optional_host_permissions"]).toEqual(["https://*/*", "http://*/*"]);
    const others = Object.keys(manifest).filter((key) =>
      /permissions|connectable|accessible/.test(key),
    );
    expect(others.toSorted()).toEqual(["optional_host_permissions", "permissions"]);
    expect(JSON.stringify(manifest)).not.toMatch(/all_urls|debugger|webRequest|"tabs"/);
  });

  test("has both scripts on this machine's own pages, and nowhere else", () => {
    for (const { matches } of manifest.content_scripts)
      expect(matches.toSorted()).toEqual(ALWAYS_ON.toSorted());
  });

  test("runs them as they are registered for a site", () => {
    const declared = manifest.content_scripts.map((script) => [script.js, runsOf(script)]);
    const registered = registrationsFor(["https://example.com/*"]).map(({ js, world }) => [
      js,
      { ...RUNS, world },
    ]);
    expect(declared).toEqual(registered);
  });
});

const runsOf = (script: ContentScript) => ({
  runAt: script["run_at"],
  allFrames: script["all_frames"],
  matchAboutBlank: script["match_about_blank"],
  matchOriginAsFallback: script["match_origin_as_fallback"],
  world: script["world"] ?? "ISOLATED",
});
