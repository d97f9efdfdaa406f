/** What every warehouse promises of the nights before a run. */
import { describe, expect, it } from 'vitest'
import { publishRun, runAt, type TestLake, tableOf } from './warehouse-lake.ts'

const people = tableOf('people', 'id varchar who\nscore integer points\ncity varchar where')
const kpis = tableOf('kpis', 'name varchar what\nvalue bigint how much', 'journals')

/** The promises; `newLake` opens an empty lake. */
export function nightsContract(newLake: () => Promise<TestLake>): void {
  describe('the first night', () => {
    it('has earlier tables with its columns and no rows', async () => {
      const warehouse = await (await newLake()).warehouse(runAt('2026-03-10'), [people, kpis])
      expect(await warehouse.read('select id, score, city from previous_people')).toEqual([])
      expect(await warehouse.read('select as_of, name, value from past_kpis')).toEqual([])
      const later = await warehouse.build('later', 'select * from previous_kpis')
      expect(later).toMatchObject({ rows: 0 })
    })
  })

  describe('a later night', () => {
    it('reads the previous one with its own columns', async () => {
      const lake = await newLake()
      const first = runAt('2026-03-10')
      const warehouse = await lake.warehouse(first, [people])
      await warehouse.write('people', [
        { id: 'a', score: 1, city: 'Paris' },
        { id: 'b', score: null, city: null },
      ])
      const previous = await publishRun(lake, first, warehouse, [people])

      // One column dropped, one of another type, one new, in another order; one table new.
      const changed = tableOf(
        'people',
        'phone varchar new\nscore decimal(9,2) points\nid varchar who',
      )
      const tonight = await lake.warehouse(runAt('2026-03-11', 1, previous), [changed, kpis])
      expect(await tonight.read('select * from previous_people order by id')).toEqual([
        { phone: null, score: 1, id: 'a' },
        { phone: null, score: null, id: 'b' },
      ])
      expect(await tonight.build('people', 'select * from previous_people')).toMatchObject({
        rows: 2,
      })
      expect(await tonight.read('select * from previous_kpis')).toEqual([])
    })

    it('reads no table that the previous one did not build', async () => {
      const lake = await newLake()
      const first = runAt('2026-03-10')
      const warehouse = await lake.warehouse(first, [people])
      const previous = await publishRun(lake, first, warehouse, [people])
      const tonight = await lake.warehouse(runAt('2026-03-11', 1, previous), [people])
      expect(await tonight.read('select * from previous_people')).toEqual([])
    })

    it('reads the tables of a previous one that took several tries', async () => {
      const lake = await newLake()
      const first = runAt('2026-03-10')
      const warehouse = await lake.warehouse(first, [people])
      await expect(warehouse.build('people', 'select * from nowhere')).rejects.toThrow('nowhere')
      await warehouse.write('people', [{ id: 'a', score: 1, city: 'Paris' }])
      const previous = await publishRun(lake, first, warehouse, [people])
      const tonight = await lake.warehouse(runAt('2026-03-11', 1, previous), [people])
      expect(await tonight.read('select id from previous_people')).toEqual([{ id: 'a' }])
    })

    it('reads a journal over all nights before it, of each the last attempt', async () => {
      const lake = await newLake()
      const older = tableOf('kpis', 'value bigint how much', 'journals')
      const publish = async (asOf: string, attempt: number, value?: number, table = kpis) => {
        const run = runAt(asOf, attempt)
        const warehouse = await lake.warehouse(run, [table])
        if (value !== undefined) await warehouse.write('kpis', [{ name: 'n', value }])
        await publishRun(lake, run, warehouse, [table])
      }
      await publish('2026-03-08', 1, 1, older)
      await publish('2026-03-09', 1, 2)
      await publish('2026-03-09', 2, 3)
      await publish('2026-03-10', 1)
      await publish('2026-03-11', 1, 4)
      await publish('2026-03-12', 1, 5)
      await publish('2026-03-13', 1, 6)

      const warehouse = await lake.warehouse(runAt('2026-03-12', 2), [kpis, people])
      expect(await warehouse.read('select * from past_kpis order by as_of')).toEqual([
        { as_of: '2026-03-08', name: null, value: 1 },
        { as_of: '2026-03-09', name: 'n', value: 3 },
        { as_of: '2026-03-11', name: 'n', value: 4 },
      ])
    })
  })
}
