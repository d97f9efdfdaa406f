/** The stable database: what analysts query of all published nights. */
import { GetTablesCommand, paginateGetDatabases } from '@aws-sdk/client-glue'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import type { Kept } from '../../functions/platform/ports.ts'
import { type AwsLake, newAwsLake } from '../support/aws-lake.ts'
import { publishRun, runAt, tableOf } from '../support/warehouse-lake.ts'

const people = tableOf('people', 'id varchar who\nscore integer points')
const kpis = tableOf('kpis', 'value bigint how much', 'journals')
const tables = [people, kpis]
const since = (date: string): Kept => ({
  personal: date,
  raw: date,
  results: date,
  reports: date,
  runs: date,
  journals: '2000-01-01',
})

let lake: AwsLake
beforeEach(async () => {
  lake = await newAwsLake(inject('bed'))
})

describe('the stable database', () => {
  it('has a partition a night and the latest night beside it', async () => {
    await night('2026-03-10', 1)
    await night('2026-03-11', 1, 'b')
    expect(await ask('select as_of, id from $.people order by 1')).toEqual([
      ['2026-03-10', 'a'],
      ['2026-03-11', 'b'],
    ])
    expect(await ask('select id from $.people_latest')).toEqual([['b']])
  })

  it('shows the last attempt of a night, however often it is told', async () => {
    const { warehouse, published } = await night('2026-03-10', 1)
    await warehouse.publish(published, since('2026-03-10'))
    await night('2026-03-10', 2, 'b')
    expect(await ask('select as_of, id from $.people')).toEqual([['2026-03-10', 'b']])
  })

  it('reads nights that lacked a column', async () => {
    await night('2026-03-10', 1)
    const wider = tableOf('people', 'id varchar who\ncity varchar where\nscore integer points')
    const run = runAt('2026-03-11')
    const warehouse = await lake.warehouse(run, [wider])
    await warehouse.write('people', [{ id: 'b', city: 'Paris', score: 2 }])
    await warehouse.publish(await publishRun(lake, run, warehouse, [wider]), since('2026-03-10'))
    expect(await ask('select id, city, score from $.people order by id')).toEqual([
      ['a', null, 1],
      ['b', 'Paris', 2],
    ])
  })

  it('lets nights go, journals last, with the databases of their runs', async () => {
    await night('2026-03-10', 1)
    await night('2026-03-10', 2)
    await night('2026-03-11', 1, 'b')
    await night('2026-03-12', 1, 'c', '2026-03-12')
    expect(await ask('select id from $.people')).toEqual([['c']])
    expect(await ask('select count(*) as nights from $.kpis')).toEqual([[3]])
    expect(await databases()).toEqual(['', '_20260312_1'])
    const { TableList = [] } = await lake.clients.glue.send(
      new GetTablesCommand({ DatabaseName: lake.deployment.database }),
    )
    expect(TableList.map(({ Name }) => Name).sort()).toEqual([
      'kpis',
      'kpis_latest',
      'people',
      'people_latest',
    ])
  })
})

/** Publishes a night of one person, and keeps the nights from `oldest` on. */
async function night(asOf: string, attempt: number, id = 'a', oldest = '2026-03-10') {
  const run = runAt(asOf, attempt)
  const warehouse = await lake.warehouse(run, tables)
  await warehouse.write('people', [{ id, score: 1 }])
  await warehouse.write('kpis', [{ value: 1 }])
  const published = await publishRun(lake, run, warehouse, tables)
  await warehouse.publish(published, since(oldest))
  return { warehouse, published }
}

async function ask(sql: string) {
  const warehouse = await lake.warehouse(runAt('2026-03-12'), tables)
  const rows = await warehouse.read(
    `-- ${Math.random()}\n${sql.replace('$', `"${lake.deployment.database}"`)}`,
  )
  return rows.map(Object.values)
}

async function databases() {
  const names: string[] = []
  const { database } = lake.deployment
  for await (const { DatabaseList = [] } of paginateGetDatabases(
    { client: lake.clients.glue },
    {},
  )) {
    names.push(
      ...DatabaseList.flatMap(({ Name = '' }) => (Name.startsWith(database) ? [Name] : [])),
    )
  }
  return names.map((name) => name.slice(database.length)).sort()
}
