import { expect, it, onTestFinished } from 'vitest'
import { grainsQuery } from '../../../functions/domain/checks/grain.ts'
import { openEngine } from '../../../functions/platform/local/engine.ts'

it('tables whose rows are not one a grain are named, with how many rows are odd', async () => {
  const engine = await openEngine({ threads: 1 })
  onTestFinished(() => engine.close())
  await engine.run(`create table good as select * from (values (1, 'a'), (1, 'b')) as t(id, kind);
    create table twice as select * from (values (1, 'a'), (1, 'a'), (1, 'a')) as t(id, kind);
    create table missing as select * from (values (1, null), (2, 'a')) as t(id, kind);
    create table none as select * from good where false`)
  const grain = ['id', 'kind']
  const tables = ['twice', 'missing', 'good', 'none'].map((name) => ({ name, grain }))
  expect(await engine.rows(grainsQuery(tables))).toEqual([
    { name: 'missing', grain: 'id, kind', broken: 1 },
    { name: 'twice', grain: 'id, kind', broken: 2 },
  ])
})
