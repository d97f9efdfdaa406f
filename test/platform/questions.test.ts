import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { ask } from '../../functions/platform/questions.ts'
import { bind, dateParam, type Params } from '../../functions/platform/sql.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

/** A warehouse that remembers what it was asked. */
const listening = (asked: string[]) => ({
  sideBySide: 2,
  read(sql: string, params: Params = {}) {
    asked.push(sql)
    return engine.rows(bind(sql, params))
  },
})

const numbers = (order: string) => `with n as (
    select x as n, -x as minus
    from (values (10), (2), (33)) as t(x)
)

select * from n
order by ${order}`

describe('questions asked together', () => {
  it('are answered each in its own order and columns, as text', async () => {
    const asked: string[] = []
    const answers = await ask(
      listening(asked),
      {
        up: { sql: numbers('n'), columns: ['n'] },
        down: { sql: `${numbers('n desc')}\nfetch first 2 rows only\n`, columns: ['minus', 'n'] },
        none: { sql: 'select 1 as a, 2 as b where false', columns: ['a', 'b'] },
        one: {
          sql: `select cast(:day as date) as "on", cast(1.50 as decimal(9,2)) as money, 5e-7 as small,
  cast(null as boolean) as unknown, true as "is so"`,
          columns: ['on', 'money', 'small', 'unknown', 'is so'],
        },
      },
      { day: dateParam('2026-03-10') },
    )
    expect(asked).toHaveLength(1)
    expect(answers.up).toEqual([{ n: '2' }, { n: '10' }, { n: '33' }])
    expect(answers.down).toEqual([
      { minus: '-33', n: '33' },
      { minus: '-10', n: '10' },
    ])
    expect(answers.none).toEqual([])
    expect(answers.one).toEqual([
      { on: '2026-03-10', money: '1.50', small: '5e-07', unknown: null, 'is so': 'true' },
    ])
  })

  it('are of several queries when they are many', async () => {
    const asked: string[] = []
    const names = Array.from({ length: 20 }, (_, i) => `q${i}`)
    const questions = names.map((name, i) => [name, { sql: `select ${i} as n`, columns: ['n'] }])
    const answers = await ask(listening(asked), Object.fromEntries(questions))
    expect(asked).toHaveLength(3)
    expect(answers).toEqual(Object.fromEntries(names.map((name, i) => [name, [{ n: String(i) }]])))
  })
})
