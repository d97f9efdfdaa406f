import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'test/aws/deployed-faults.test.ts',
      'test/aws/deployed-uci.test.ts',
      'test/aws/replay.test.ts',
    ],
    globalSetup: ['test/aws/bed.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
