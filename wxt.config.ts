import { defineConfig } from "wxt";

export default defineConfig({
  modules: ["@wxt-dev/module-react"],
  imports: false,
  manifestVersion: 3,
  manifest: {
    name: "Hopscope",
    description:
      "Every realtime job of a Supabase + SWR + React app, hop by hop, and the hop that failed.",
    browser_specific_settings: {
      gecko: {
        id: "hopscope@hopscope.dev",
        data_collection_permissions: { required: ["none"] },
      },
    },
  },
});
