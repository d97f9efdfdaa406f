import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/aws/**/*.test.ts'],
    // What takes minutes, or disturbs a whole deployment, has a bed and a script of its own.
    exclude: [
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
