import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCalendar } from '../../functions/calendar-file.ts'
import { calendarDays } from '../../functions/domain/occasions/calendar-days.ts'
import { ConfigError } from '../../functions/errors.ts'

const file = (...days: string[]) =>
  ['id: shop', 'name: Our days', 'days:', ...days.map((day) => `  - ${day}`)].join('\n')

const mistake = (text: string): ConfigError => {
  try {
    readCalendar(text, 'calendars/shop.yaml')
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('a calendar of the shop’s own', () => {
  it('has dates, or a day of every year', () => {
    const days = [
      '{ id: black-friday, name: Black Friday, dates: [2026-11-27, 2027-11-26] }',
      '{ id: founded, name: Our birthday, every: 05-12, countries: [FR], hemisphere: northern }',
      '{ id: holi, name: Holi, dates: [2026-03-04], faith: hindu }',
    ]
    expect(readCalendar(file(...days), 'shop.yaml')).toEqual({
      id: 'shop',
      name: 'Our days',
      days: [
        { id: 'black-friday', name: 'Black Friday', dates: ['2026-11-27', '2027-11-26'] },
        {
          ...{ id: 'founded', name: 'Our birthday', every: '05-12' },
          ...{ countries: ['FR'], hemisphere: 'northern' },
        },
        { id: 'holi', name: 'Holi', dates: ['2026-03-04'], faith: 'hindu' },
      ],
    })
  })

  it.each([
    ['', 'the file is empty'],
    ['id: shop\nname: Ours', 'days is missing: expected a list'],
    ['id: shop\nname: Ours\ndays: []', 'days: given an empty list'],
    [
      file('{ id: a, name: A, dates: [2027-02-29] }'),
      'days[0].dates[0]: given “2027-02-29”, expected a date of the calendar, YYYY-MM-DD, such as 2027-11-26',
    ],
    [
      file('{ id: a, name: A, dates: [27.11.2026] }'),
      'days[0].dates[0]: given “27.11.2026”, expected a date of the calendar, YYYY-MM-DD, such as 2027-11-26',
    ],
    [
      file('{ id: a, name: A, dates: [2026-11-27, 2026-11-27] }'),
      'days[0].dates[1]: given “2026-11-27”, expected each only once in a list',
    ],
    [
      file('{ id: a, name: A, every: 02-29 }'),
      'days[0].every: given “02-29”, expected a day that every year has, MM-DD, such as 05-12',
    ],
    [
      file('{ id: a, name: A, every: 13-01 }'),
      'days[0].every: given “13-01”, expected a day that every year has, MM-DD, such as 05-12',
    ],
    [file('{ id: a, name: A }'), 'days[0]: expected exactly one of dates or every'],
    [
      file('{ id: a, name: A, every: 05-12, dates: [2026-11-27] }'),
      'days[0]: expected exactly one of dates or every',
    ],
    [
      file('{ id: A b, name: A, every: 05-12 }'),
      'days[0].id: given “A b”, expected a lower case letter, then letters, digits, -',
    ],
    [
      file('{ id: a, name: A, every: 05-12 }', '{ id: a, name: B, every: 05-13 }'),
      'days[1].id: given “a”, expected an id of its own: days[0] has it too',
    ],
    [
      file('{ id: a, name: A, every: 05-12, countries: [UK] }'),
      'days[0].countries[0]: given “UK”, expected a country’s code, two capital letters, such as FR',
    ],
    [
      file('{ id: a, name: A, every: 05-12, faith: hindoo }'),
      'days[0].faith: given “hindoo”, allowed: christian, orthodox, jewish, muslim, hindu, buddhist or sikh',
    ],
    [
      'id: islamic\nname: Ours\ndays: [{ id: a, name: A, every: 05-12 }]',
      'id: given “islamic”, expected a name of your own: holidays, seasons, christian, orthodox, hebrew, islamic, hindu, chinese are taken',
    ],
    [
      'id: shop\nid: shop\nname: Ours\ndays: [{ id: a, name: A, every: 05-12 }]',
      '“id” is given twice',
    ],
  ])('refuses %j', (text, message) => {
    const error = mistake(text)
    expect(error.message).toBe(message)
    expect(error.advice.at).toMatch(/^calendars\/shop\.yaml:\d$/)
  })

  it('offers the keys of a calendar for one that it does not know', () => {
    const { message, advice } = mistake(file('{ id: a, name: A, evry: 05-12 }'))
    expect(message).toBe('days[0]: unknown key evry')
    expect(advice.details?.slice(-2)).toEqual([
      'nearest: every',
      'allowed: id, name, dates, every, countries, hemisphere, faith',
    ])
  })
})

it('ships an example whose Black Friday follows Thanksgiving', () => {
  const path = join(import.meta.dirname, '../../examples/shop/calendars/shop.yaml')
  const own = readCalendar(readFileSync(path, 'utf8'), path)
  const { days } = calendarDays(
    { places: [{ country: 'US' }], own: [own] },
    [2026, 2027, 2028, 2029, 2030],
  )
  const dates = (id: string) =>
    days.filter(({ occasion }) => occasion === id).map((day) => day.date)
  expect(dates('black-friday')).toHaveLength(5)
  expect(dates('black-friday')).toEqual(dates('day-after-thanksgiving-day'))
})
