import { describe, expect, it } from 'vitest'
import { calendarDays } from '../../../functions/domain/occasions/calendar-days.ts'
import { holidayFaith } from '../../../functions/domain/occasions/holiday-faith.ts'
import { holidayId } from '../../../functions/domain/occasions/holiday-id.ts'
import type { HolidayKind } from '../../../functions/domain/occasions/holidays.ts'

const years = [2026, 2027, 2028]
const publicOnly: readonly HolidayKind[] = ['public']

function days(place: string, from: readonly number[] = years, kinds = publicOnly) {
  const [country = '', ...region] = place.split('-')
  const wanted = { country, region: region.length > 0 ? region.join('-') : undefined }
  return calendarDays({ places: [wanted], kinds }, from).days
}

const ids = (place: string, year: number) =>
  new Set(days(place, [year]).map(({ occasion }) => occasion))

const only = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  [...one].filter((id) => !other.has(id))

describe('public holidays', () => {
  it('has Thanksgiving on the fourth Thursday, under one id', () => {
    const thanksgiving = days('US').filter(({ occasion }) => occasion === 'thanksgiving-day')
    expect(thanksgiving.map(({ occurrence, date }) => [occurrence, date])).toEqual([
      ['2026', '2026-11-26'],
      ['2027', '2027-11-25'],
      ['2028', '2028-11-23'],
    ])
  })

  // https://www.gov.uk/bank-holidays
  it('knows what Scotland keeps and England does not', () => {
    const [scotland, england] = [ids('GB-SCT', 2026), ids('GB-ENG', 2026)]
    expect(only(scotland, england)).toEqual(['january-2nd', 'st-andrews-day'])
    expect(only(england, scotland)).toEqual(['easter-monday'])
    const summer = (place: string) =>
      days(place, [2026]).find(({ occasion }) => occasion === 'summer-bank-holiday')?.date
    expect([summer('GB-SCT'), summer('GB-ENG')]).toEqual(['2026-08-03', '2026-08-31'])
  })

  // https://www.gov.uk/bank-holidays
  it('gives every bank holiday of England in 2027', () => {
    expect(days('GB-ENG', [2027]).map(({ date, occasion }) => `${date} ${occasion}`)).toEqual([
      '2027-01-01 new-years-day',
      '2027-03-26 good-friday',
      '2027-03-29 easter-monday',
      '2027-05-03 early-may-bank-holiday',
      '2027-05-31 spring-bank-holiday',
      '2027-08-30 summer-bank-holiday',
      '2027-12-25 christmas-day',
      '2027-12-26 boxing-day',
      '2027-12-27 christmas-day-observed',
      '2027-12-28 boxing-day-observed',
    ])
  })

  it('knows what Bavaria keeps and all of Germany does not', () => {
    expect(only(ids('DE-BY', 2027), ids('DE', 2027))).toEqual([
      'epiphany',
      'corpus-christi',
      'all-saints-day',
    ])
    expect(only(ids('DE', 2027), ids('DE-BY', 2027))).toEqual([])
    expect(only(ids('DE-BY-A', 2027), ids('DE-BY', 2027))).toContain('augsburg-peace-festival')
  })

  it('keeps the date of a holiday on a weekend, and the day off as an occasion of its own', () => {
    const found = (place: string, year: number, id: RegExp) =>
      days(place, [year])
        .filter(({ occasion }) => id.test(occasion))
        .map(({ date, occasion, occurrence }) => `${date} ${occasion} ${occurrence}`)
    expect(found('US', 2027, /^(independence|new-years)/)).toEqual([
      '2027-01-01 new-years-day 2027',
      '2027-07-04 independence-day 2027',
      '2027-07-05 independence-day-observed 2027',
      '2027-12-31 new-years-day-observed 2027',
    ])
    // Here the library does not say which of the two is which.
    expect(found('AU', 2028, /^new-years/)).toEqual([
      '2028-01-01 new-years-day 2028',
      '2028-01-03 new-years-day-observed 2028',
    ])
  })

  it('gives the first of several days', () => {
    const found = (place: string, id: string) =>
      days(place, [2026])
        .filter(({ occasion }) => occasion === id)
        .map(({ date }) => date)
    expect(found('CN', 'national-day')).toEqual(['2026-10-01'])
    expect(found('AE', 'end-of-ramadan-eid-al-fitr')).toEqual(['2026-03-20'])
  })

  it('is the same for a year whichever others are asked for', () => {
    for (const place of ['US', 'KZ', 'ME', 'IR', 'AU-VIC']) {
      const among = days(place, [2026, 2027, 2028]).filter(({ date }) => date.startsWith('2027'))
      expect(days(place, [2027]), place).toEqual(among)
    }
  })

  it('tells both Easters of one country apart', () => {
    const easters = days('ME', [2026]).filter(({ occasion }) => occasion.includes('easter-sunday'))
    expect(easters.map(({ date, occasion, faith }) => [date, occasion, faith])).toEqual([
      ['2026-04-05', 'easter-sunday', 'christian'],
      ['2026-04-12', 'orthodox-easter-sunday', 'orthodox'],
    ])
  })

  it('shows names in the language asked for, under the same ids', () => {
    const named = (language: string) =>
      calendarDays({ places: [{ country: 'DE' }], kinds: publicOnly, language }, [2027]).days
    expect(named('de').map(({ occasion }) => occasion)).toEqual(
      named('en').map(({ occasion }) => occasion),
    )
    expect(named('de').at(0)?.name).toBe('Neujahr')
    expect(days('US', [2027]).find(({ occasion }) => occasion === 'labour-day')?.name).toBe(
      'Labor Day',
    )
  })

  it('leaves out what the library has on a wrong day', () => {
    const found = days('HR', [2027], ['public', 'observance', 'optional'])
    expect(
      found.filter(({ occasion }) => occasion === 'yom-kippur').map(({ date }) => date),
    ).toEqual(['2027-10-11'])
  })

  it('gives only the kinds and places asked for', () => {
    expect(new Set(days('DE', years, ['bank']).map(({ kind }) => kind))).toEqual(new Set(['bank']))
    expect(days('DE', years, [])).toEqual([])
    expect(new Set(days('DE').map(({ country }) => country))).toEqual(new Set(['DE']))
  })
})

describe('what is not known of public holidays', () => {
  const problem = (country: string, region?: string, year = 2027) =>
    calendarDays({ places: [{ country, region }] }, [year]).problems[0]

  it.each([
    ['Germny', undefined, 'unknown-country', 'DE (Germany)'],
    ['UK', undefined, 'unknown-country', 'GB (United Kingdom)'],
    ['', undefined, 'unknown-country', undefined],
    ['__proto__', undefined, 'unknown-country', undefined],
    ['DE', 'Bayrn', 'unknown-region', 'BY (Bayern)'],
    ['DE', 'BY-X', 'unknown-region', undefined],
    ['DE', '', 'unknown-region', undefined],
    ['DE', 'constructor', 'unknown-region', undefined],
    ['MT', 'X', 'unknown-region', undefined],
    ['CK', 'Atiu', 'unknown-region', undefined],
  ])('names country %j, region %j', (country, region, reason, nearest) => {
    const { days, problems } = calendarDays({ places: [{ country, region }] }, [2027])
    expect(days).toEqual([])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ reason, ...(nearest && { nearest }) })
  })

  it('says what is allowed', () => {
    expect(problem('Germny')?.message).toBe(
      'no public holidays are known of “Germny”: expected a country’s code of two letters, such as FR',
    )
    expect(problem('AT', 'X')?.message).toBe(
      'no public holidays are known of region “X” of AT, whose are 1, 2, 3, 4, 5, 6, 7, 8, 9',
    )
    expect(problem('MT', 'X')?.message).toBe(
      'no public holidays are known of region “X” of MT, which has none',
    )
  })

  it.each([1969, 2077])('has no holidays in %i', (year) => {
    const { days, problems } = calendarDays({ places: [{ country: 'FR' }] }, [year])
    expect(days).toEqual([])
    expect(problems.map(({ message }) => message)).toEqual([
      `public holidays are not known for ${year}: rules go from 1970 to 2076`,
    ])
  })

  it('says where a list of dates ends', () => {
    expect(problem('SG', undefined, 2031)).toMatchObject({ reason: 'not-known', years: [2031] })
    const { problems } = calendarDays({ places: [{ country: 'SG' }] }, [2030, 2031])
    expect(problems.map(({ message }) => message)).toContain(
      'Deepavali in SG is not known for 2031: it is listed by date from 2000 to 2030',
    )
  })
})

describe('a list of dates that ends', () => {
  it('is no matter where its kind is not asked for', () => {
    const { problems } = calendarDays({ places: [{ country: 'SG' }], kinds: ['bank'] }, [2031])
    expect(problems).toEqual([])
  })
})

describe('the id of a holiday', () => {
  it.each([
    ['4th thursday in November', 'Thanksgiving Day', 'thanksgiving-day'],
    ['easter -21', 'Mother’s Day', 'mothers-day'],
    ['orthodox -2', 'Good Friday', 'orthodox-good-friday'],
    ['orthodox', 'Orthodox Easter', 'orthodox-easter'],
    ['08-15', 'Fête de l’Assomption', 'fete-de-lassomption'],
    ['01-14', 'عيد الثورة', 'day-01-14'],
  ])('of %s, %s', (rule, name, id) => {
    expect(holidayId(rule, name)).toBe(id)
  })
})

describe('the faith of a holiday', () => {
  it.each([
    ['1 Shawwal P3D', 'End of Ramadan (Eid al-Fitr)', 'muslim'],
    ['10 Dhu al-Hijjah', 'Hari Raya Haji', 'muslim'],
    ['15 Nisan', 'Pesach', 'jewish'],
    ['orthodox -2', 'Good Friday', 'orthodox'],
    ['easter -2', 'Good Friday', 'christian'],
    ['12-25', 'Christmas Day', 'christian'],
    ['2026-11-08', 'Deepavali', 'hindu'],
    ['2026-05-31', 'Vesak Day', 'buddhist'],
    ['2027-03-10', 'Id-ul-Fitr (Ramazan Festival Day)', 'muslim'],
    ['06-20', 'West Virginia Day', null],
    ['03-17', "St. Patrick's Day", null],
    ['easter -21', "Mother's Day", null],
    ['5 Iyyar', 'Independence Day (Yom HaAtzmaut)', null],
    ['4th thursday in November', 'Thanksgiving Day', null],
    ['chinese 01-0-01', 'Chinese New Year', null],
  ])('of %s, %s', (rule, name, faith) => {
    expect(holidayFaith(rule, name)).toBe(faith)
  })
})
