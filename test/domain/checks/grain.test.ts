import { expect, it } from 'vitest'
import { grainQuery } from '../../../functions/domain/checks/grain.ts'
import { openEngine } from '../../../functions/platform/local/engine.ts'

it('counts rows that share their grain, or lack a part of it', async () => {
  const engine = await openEngine({ threads: 1 })
  await engine.run(`
    create table whole as select * from (values ('a', 1), ('a', 2), ('b', 1)) as t(id, "at");
    create table torn as select * from (values ('a', 1), ('a', 1), ('b', 1), ('c', null)) as t(id, "at")`)
  const grain = ['id', 'at']
  expect(
    await engine.rows(
      grainQuery([
        { name: 'whole', grain },
        { name: 'torn', grain },
      ]),
    ),
  ).toEqual([
    { name: 'whole', broken: 0 },
    { name: 'torn', broken: 2 },
  ])
  engine.close()
})
