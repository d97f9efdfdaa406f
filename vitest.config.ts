import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  // What needs a server has a config and a script of its own.
  test: {
    // On two cores there would be one.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    exclude: [...configDefaults.exclude, 'test/trino/**', 'test/aws/**'],
  },
})
