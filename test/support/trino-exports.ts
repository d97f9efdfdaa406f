/** The exports of shops once more, from init on: the same figures on Trino as on this machine. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { dateOf, figures } from '../exports/figures.ts'
import { compared, expectedOf, initiated } from './exports/initiated.ts'
import { nightOf, scratch } from './night.ts'
import { trinoNight } from './trino-night.ts'

/** A test for each of these cases: a night on Trino, as far as its orders and customers. */
export function testExports(cases: readonly string[]): void {
  const root = scratch('exports-trino')
  afterAll(() => rmSync(root, { recursive: true }))
  describe('a night on Trino over the export of', () => {
    it.each(cases)('%s', { timeout: 300_000 }, async (name) => {
      const folder = join(root, name)
      await initiated(name, folder)
      const outcome = await nightOf(folder, dateOf(name))
      if (outcome.status !== 'done') throw new Error(`the night is ${outcome.status}`)
      const trino = await trinoNight({
        servers: inject('servers'),
        lake: `exports_${name.replaceAll('-', '_')}`,
        files: folderFiles(join(root, `${name}-trino`)),
        local: { run: outcome.run, folder, lake: join(folder, '.nocturne') },
        last: 'activity',
      })
      expect(compared(await figures((sql) => trino.read(sql)))).toEqual(expectedOf(name))
    })
  })
}
