/** Two processes that run one night at the same time make one night. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { main } from '../../functions/cli.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { nightOf, scratch } from '../support/night.ts'
import { differences, type Tree, treeOf, withoutMachine } from '../support/tree.ts'

const asOf = '2026-03-10'
const nocturne = join(import.meta.dirname, '../../bin/nocturne.js')

it('ends with one built.json a table, and the tables of a night alone', {
  timeout: 180_000,
}, async () => {
  const root = scratch('rivals')
  onTestFinished(() => rmSync(root, { recursive: true }))
  const [alone, shared] = [join(root, 'alone'), join(root, 'shared')]
  await main(['sample', alone, '--customers', '60', '--to', asOf])
  cpSync(alone, shared, { recursive: true })
  await nightOf(alone, asOf)

  expect(await Promise.all([run(shared), run(shared)])).toEqual([0, 0])

  const [expected, lake] = [join(alone, '.nocturne'), join(shared, '.nocturne')]
  const markers = await folderFiles(lake).list('runs')
  const isBuilt = (key: string) => key.endsWith('/built.json')
  expect(markers.filter(isBuilt)).toEqual(
    (await folderFiles(expected).list('runs')).filter(isBuilt),
  )
  expect(markers.some((key) => key.endsWith('/2.json'))).toBe(true)
  expect(differences(await sharedTree(expected), await sharedTree(lake))).toEqual([])
})

/** A process counts the queries that are its own. */
async function sharedTree(lake: string): Promise<Tree> {
  const entries = Object.entries(await treeOf(lake))
  return Object.fromEntries(entries.map(([name, text]) => [name, withoutMachine(text)]))
}

async function run(folder: string): Promise<unknown> {
  const child = spawn(process.execPath, [nocturne, 'run', '--date', asOf], {
    cwd: folder,
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  return code
}
