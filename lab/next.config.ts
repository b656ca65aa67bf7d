import type { NextConfig } from "next";
import { fileURLToPath } from "node:url";

const config: NextConfig = {
  serverExternalPackages: ["@electric-sql/pglite", "pg", "ws"],
  turbopack: { root: fileURLToPath(new URL("..", import.meta.url)) },
  poweredByHeader: false,
  productionBrowserSourceMaps: true,
};

export default config;
