import { exponential, pick, type Random, weighted, whole } from '../../math/random.ts'
import { blanks, twice, unreadableValue } from '../dirt.ts'
import { accountsOf } from '../people.ts'
import { countries } from '../places.ts'
import { type Shop, streamOf } from '../shop.ts'
import type { SampleTable } from '../table.ts'
import { accountKey } from './customers.ts'

const header = [
  'company_no',
  'industry',
  'employees',
  'revenue',
  'country',
  'growth_stage',
  'technologies',
]

/** Company accounts, about three customers to one. */
export const accounts: SampleTable = {
  name: 'accounts',
  path: 'accounts.csv',
  form: 'comma',
  header,
  dirt: [
    unreadableValue(['employees', 'employees'], 37, ['50-100', 'about 20', '12.5']),
    unreadableValue(['revenue', 'revenue'], 41, ['1.2M', 'confidential']),
    twice(43),
    blanks(23, ['industry', 'employees']),
  ],
  *rows(shop) {
    for (let account = 0; account < accountsOf(shop); account++) {
      yield { cells: cellsOf(shop, account) }
    }
  },
}

function cellsOf(shop: Shop, account: number): string[] {
  const random = streamOf(shop, 'accounts', account)
  const employees = 2 + Math.floor(exponential(random, 60))
  return [
    accountKey(account),
    drawIndustry(random),
    String(employees),
    random() < 0.8 ? `${employees * whole(random, 60, 190)}000.00` : '',
    drawCountry(random),
    pick(random, ['start-up', 'growing', 'growing', 'mature', 'shrinking']),
    technologiesOf(random),
  ]
}

const drawIndustry = weighted([
  ['hospitality', 35],
  ['interior design', 25],
  ['retail', 15],
  ['offices', 15],
  ['education', 10],
])
const drawCountry = weighted(countries.map(({ code, weight }) => [code, weight] as const))

const technologiesOf = (random: Random) =>
  ['shopify', 'sap', 'microsoft 365', 'google workspace', 'salesforce']
    .filter(() => random() < 0.3)
    .join(';')
