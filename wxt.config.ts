import { defineConfig } from "wxt";

export default defineConfig({
  modules: ["@wxt-dev/module-react"],
  imports: false,
  manifestVersion: 3,
  // The panel comes from the disk: one file of it may be larger than what a site should send.
  vite: () => ({ build: { chunkSizeWarningLimit: 1_000 } }),
  manifest: ({ command }) => ({
    name: "Hopscope",
    description:
      "Every realtime job of a Supabase + SWR + React app, hop by hop, and the hop that failed.",
    // Chromium 148 and later: frames are not written as JSON once more on their way to the panel. Others ignore it.
    message_serialization: "structured_clone",
    permissions: ["activeTab", "scripting", "storage"],
    optional_host_permissions: ["https://*/*", "http://*/*"],
    browser_specific_settings: {
      gecko: {
        id: "hopscope@hopscope.dev",
        // The first with scripts in the page's own world.
        strict_min_version: "128.0",
        data_collection_permissions: { required: ["none"] },
      },
    },
    // The panel shows what a stranger wrote: it runs its own scripts, loads nothing, and connects for a join only.
    ...(command === "build" && {
      content_security_policy: {
        extension_pages: [
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data:",
          "font-src 'self'",
          "connect-src 'self' ws: wss:",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-src 'none'",
        ].join("; "),
      },
    }),
  }),
});
