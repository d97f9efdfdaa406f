/** Two processes that run one night at the same time make one night. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { main } from '../../functions/cli.ts'
import { claimNight } from '../../functions/lake.ts'
import { runNight } from '../../functions/night.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { localPlatform } from '../../functions/platform/local/platform.ts'
import { findSources } from '../../functions/platform/local/sources.ts'
import { nightOf, scratch, shopIn } from '../support/night.ts'
import { sharedSalt } from '../support/salt.ts'
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
  await sharedSalt(folderFiles(join(shared, '.nocturne')))

  expect(await Promise.all([run(shared), run(shared)])).toEqual([
    { code: 0, said: '' },
    { code: 0, said: '' },
  ])

  const [expected, lake] = [join(alone, '.nocturne'), join(shared, '.nocturne')]
  const markers = await folderFiles(lake).list('runs')
  const isBuilt = (key: string) => key.endsWith('/built.json')
  expect(markers.filter(isBuilt)).toEqual(
    (await folderFiles(expected).list('runs')).filter(isBuilt),
  )
  expect(markers.some((key) => key.endsWith('/2.json'))).toBe(true)
  expect(differences(await sharedTree(expected), await sharedTree(lake))).toEqual([])
})

it('finds the tables of stages that the other finished after it had looked around', async () => {
  const folder = scratch('rivals')
  onTestFinished(() => rmSync(folder, { recursive: true }))
  await main(['sample', folder, '--customers', '20', '--to', asOf])
  const { config, lake, files } = await shopIn(folder, asOf)
  const sources = await findSources(config, folder)
  const claim = await claimNight(files, { asOf, config, sources })
  if (claim.status === 'published') throw new Error('nothing ran yet')
  const log = { step() {}, warn() {} }
  const late = await localPlatform({ run: claim.run, sources, lake, files, log })
  onTestFinished(() => late.close())

  await nightOf(folder, asOf)
  await runNight(claim.run, late, { started() {}, finished() {} })

  const [row] = await late.warehouse.read(
    "select count(*) as n from customer_features where customer_id like 'C%'",
  )
  expect(row?.n).toBe(20)
})

/** A process counts the queries that are its own. */
async function sharedTree(lake: string): Promise<Tree> {
  const entries = Object.entries(await treeOf(lake))
  return Object.fromEntries(entries.map(([name, body]) => [name, withoutMachine(body)]))
}

/** How a run of its own process ends, and what it complains of. */
async function run(folder: string) {
  const child = spawn(process.execPath, [nocturne, 'run', '--date', asOf], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code, said }
}
