import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { seasonDays } from '../../../functions/domain/occasions/seasons.ts'
import { nextDay } from '../../../functions/domain/time.ts'
import { openEngine } from '../../../functions/platform/local/engine.ts'

const query = join(import.meta.dirname, '../../../queries/intermediate/int_customer_profile.sql')

it('begins a season on the day on which the feature changes', async () => {
  const [rule] = /case\s+when countries\.hemisphere is not null then[\s\S]*?end as season/.exec(
    readFileSync(query, 'utf8'),
  )!
  const engine = await openEngine()
  try {
    for (const hemisphere of ['northern', 'southern'] as const)
      for (const { date, occasion, name } of seasonDays([hemisphere], [2027, 2028])) {
        const seasonOn = async (day: string) => {
          const sql = rule.replaceAll(':as_of', `date '${day}'`)
          const rows = await engine.rows(
            `select ${sql} from (values ('${hemisphere}')) countries(hemisphere)`,
          )
          return rows[0]?.season
        }
        expect(await seasonOn(date), `${hemisphere} ${date}`).toBe(occasion)
        expect(await seasonOn(nextDay(date, -1)), `before ${date}`).not.toBe(occasion)
        expect(name).toBe(`First day of ${occasion}`)
      }
  } finally {
    engine.close()
  }
})

it('has four seasons a hemisphere and year', () => {
  expect(seasonDays(['southern'], [2027]).map(({ date, occasion }) => [date, occasion])).toEqual([
    ['2027-03-01', 'autumn'],
    ['2027-06-01', 'winter'],
    ['2027-09-01', 'spring'],
    ['2027-12-01', 'summer'],
  ])
})
