import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/trino/every-export.test.ts'],
    globalSetup: ['test/trino/servers.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
