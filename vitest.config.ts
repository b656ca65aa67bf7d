import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{lib,components,scripts,tests/logs}/**/*.test.{ts,tsx}"],
          // Property tests read a log some dozen times over; machines are busy.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "lab",
          include: ["lab/tests/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.e2e.test.ts"],
          exclude: ["tests/e2e/companion/**"],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Most of what these do is to wait for what does not come, so they do it side by side.
        test: {
          name: "companion",
          include: ["tests/e2e/companion/*.e2e.test.ts"],
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
