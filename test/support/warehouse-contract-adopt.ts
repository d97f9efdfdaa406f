/** What a warehouse promises of tables of earlier nights that a run takes for its own. */
import { describe, expect, it } from 'vitest'
import type { PublishedTable } from '../../functions/stage.ts'
import type { Table } from '../../functions/tables/table.ts'
import { publishRun, runAt, type TestLake, tableOf } from './warehouse-lake.ts'

const people = tableOf('people', 'id varchar who\nscore integer points', 'personal')
const rows = [
  { id: 'a', score: 1 },
  { id: 'b', score: null },
]

/** The promises; `newLake` opens an empty lake. */
export function adoptContract(newLake: () => Promise<TestLake>): void {
  describe('a table of an earlier night', () => {
    it('is taken where it lies, whichever try made it', async () => {
      const { lake, stored } = await publishedPeople({ failing: true })
      const warehouse = await lake.warehouse(replayAt(), [people])
      const built = await warehouse.adopt('people', stored)
      expect(built).toEqual({ table: 'people', location: stored.location, rows: 2 })
      expect(await warehouse.adopt('people', stored)).toEqual(built)
      expect(await warehouse.read('select id, score from people order by id')).toEqual(rows)
      expect(await warehouse.build('copy', 'select * from people')).toMatchObject({ rows: 2 })
    })

    it('is there for whoever goes on with the run', async () => {
      const { lake, stored } = await publishedPeople()
      await (await lake.warehouse(replayAt(), [people])).adopt('people', stored)
      const later = await lake.warehouse(replayAt(), [people])
      expect((await later.built()).map(({ table }) => table)).toEqual(['people'])
      expect(await later.read('select id from people order by id')).toEqual([
        { id: 'a' },
        { id: 'b' },
      ])
    })

    it('is copied with tonight’s columns where it had others', async () => {
      const { lake, stored } = await publishedPeople()
      const wider = tableOf(
        'people',
        'city varchar new\nscore decimal(9,2) points\nid varchar who',
        'personal',
      )
      const warehouse = await lake.warehouse(replayAt(), [wider])
      const { location } = await warehouse.adopt('people', stored)
      expect(location).toBe('replays/trial/personal/2026-03-10/1/people/1')
      expect(await warehouse.read('select * from people order by id')).toEqual([
        { city: null, score: 1, id: 'a' },
        { city: null, score: null, id: 'b' },
      ])
    })

    it('stays as it was, and so does its night', async () => {
      const { lake, stored } = await publishedPeople()
      const warehouse = await lake.warehouse(replayAt(), [people])
      await warehouse.adopt('people', stored)
      const before = (await lake.files.list('runs')).length
      await warehouse.build('other', 'select * from people')
      expect((await lake.files.list('runs')).length).toBe(before)
      expect(await lake.files.list(stored.location)).toHaveLength(1)
      const night = await lake.warehouse(runAt('2026-03-10'), [people])
      expect((await night.built()).map(({ table }) => table)).toEqual(['people'])
    })
  })

  async function publishedPeople({ failing = false } = {}) {
    const lake = await newLake()
    const run = runAt('2026-03-10')
    const tables: readonly Table[] = [people]
    const warehouse = await lake.warehouse(run, tables)
    if (failing) {
      await expect(warehouse.build('people', 'select * from nowhere')).rejects.toThrow('nowhere')
    }
    await warehouse.write('people', rows)
    const published = await publishRun(lake, run, warehouse, tables)
    const stored = published.tables.people as PublishedTable
    return { lake, stored }
  }
}

const replayAt = () => {
  const run = runAt('2026-03-10')
  const night = { ...run, prefix: '', tables: {}, rules: {} }
  return { ...run, id: 'replay:trial', replay: { name: 'trial', night } }
}
