/** Two processes that run one night at the same time make one night. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { main } from '../../functions/cli.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { nightOf, scratch } from '../support/night.ts'
import { differences, treeOf } from '../support/tree.ts'

const asOf = '2026-03-10'
const nocturne = join(import.meta.dirname, '../../bin/nocturne.js')

it('ends with one built.json a table, and the tables of a night alone', {
  timeout: 180_000,
}, async () => {
  const [alone, shared] = [join(scratch('alone'), 'shop'), join(scratch('rivals'), 'shop')]
  await main(['sample', alone, '--customers', '60', '--to', asOf])
  cpSync(alone, shared, { recursive: true })
  await nightOf(alone, asOf)

  const rivals = [run(shared), run(shared), run(shared)]
  expect(await Promise.all(rivals)).toEqual([0, 0, 0])

  const [expected, lake] = [join(alone, '.nocturne'), join(shared, '.nocturne')]
  const built = (await folderFiles(lake).list('runs')).filter((key) => key.endsWith('/built.json'))
  expect(built).toEqual(
    (await folderFiles(expected).list('runs')).filter((key) => key.endsWith('/built.json')),
  )
  const tries = (await folderFiles(lake).list('runs')).filter((key) => /\/[23]\.json$/.test(key))
  expect(tries.length).toBeGreaterThan(0)
  expect(differences(await treeOf(expected), await treeOf(lake))).toEqual([])
})

async function run(folder: string): Promise<unknown> {
  const child = spawn(process.execPath, [nocturne, 'run', '--date', asOf], {
    cwd: folder,
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  return code
}
