/** What a stranger gets from her export folder: init, then a night, and no hand on the configuration. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compared, expectedOf, initiated } from '../support/exports/initiated.ts'
import { ask, nightOf, scratch } from '../support/night.ts'
import { cases, dateOf, figures } from './figures.ts'

const root = scratch('exports-init')
afterAll(() => rmSync(root, { recursive: true }))

describe('init and a night over the export of', () => {
  it.each(cases)('%s', { timeout: 120_000 }, async (name) => {
    const folder = join(root, name)
    await initiated(name, folder)
    const outcome = await nightOf(folder, dateOf(name))
    expect(outcome.status).toBe('done')
    expect(compared(await figures((sql) => ask(folder, sql)))).toEqual(expectedOf(name))
  })
})
