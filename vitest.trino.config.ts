import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/trino/**/*.test.ts'],
    // Takes minutes, and has a script of its own: `npm run test:exports`.
    exclude: ['test/trino/every-export.test.ts'],
    globalSetup: ['test/trino/servers.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
