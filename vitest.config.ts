import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  // What needs a server has a config and a script of its own.
  test: { exclude: [...configDefaults.exclude, 'test/trino/**'] },
})
