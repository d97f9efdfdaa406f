/**
 * The exports that shops have. A case is a folder: the files, nocturne.yaml and expected.json. To add one, add a folder:
 * a missing expected.json is written, to be read before it is kept.
 */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ask, nightOf, scratch } from '../support/night.ts'
import { cases, dateOf, figures } from './figures.ts'

const root = scratch('exports')
afterAll(() => rmSync(root, { recursive: true }))

describe('a night over the export of', () => {
  it.each(cases)('%s', { timeout: 120_000 }, async (name) => {
    const folder = join(root, name)
    cpSync(join(import.meta.dirname, name), folder, { recursive: true })
    const outcome = await nightOf(folder, dateOf(name))
    expect(outcome.status).toBe('done')
    const found = await figures((sql) => ask(folder, sql))
    const path = join(import.meta.dirname, name, 'expected.json')
    if (!existsSync(path)) {
      if (process.env.CI) throw new Error(`${path} is missing`)
      writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`)
    }
    expect(found).toEqual(JSON.parse(readFileSync(path, 'utf8')))
  })
})
