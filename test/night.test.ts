import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { main } from '../functions/cli.ts'
import { nightOf, scratch } from './support/night.ts'

/** What Athena is asked at most: a query takes a second there, and ten megabytes are its least price. */
const most = 100

it(`a night of the sample shop is at most ${most} queries`, { timeout: 60_000 }, async () => {
  const root = scratch('queries')
  const folder = join(root, 'shop')
  expect(await main(['sample', folder, '--customers', '100', '--to', '2026-03-10'])).toBe(0)
  for (const asOf of ['2026-03-10', '2026-03-11']) {
    const outcome = await nightOf(folder, asOf)
    if (outcome.status !== 'done') throw new Error(`the night is ${outcome.status}`)
    // Text is made readable by a query here; Athena reads the files themselves.
    const stages = outcome.summaries.map(({ stage, queries, tables }) => {
      const asked = queries - tables.filter((table) => table.startsWith('raw_')).length
      return { stage, asked }
    })
    const all = stages.reduce((sum, { asked }) => sum + asked, 0)
    const told = stages.map(({ stage, asked }) => `${stage} ${asked}`).join(', ')
    console.log(`${asOf}: ${all} queries: ${told}`)
    expect(all, told).toBeLessThanOrEqual(most)
  }
  rmSync(root, { recursive: true })
})
