import { configSpec } from '../../functions/config.ts'
import { tables } from '../../functions/tables.ts'
import type { TypesOf } from './cases.ts'

const config = configSpec.parse({
  version: 1,
  company: { name: 'Shop', timeZone: 'Europe/London', currency: 'GBP' },
  sources: {
    shop: {
      files: ['orders.csv'],
      format: { type: 'csv' },
      tables: { orders: { columns: { order_id: 'id' } } },
    },
  },
})
const described = new Map(tables(config).map(({ name, columns }) => [name, columns]))

/** The columns of every table of a night without declared attributes and segments; of last night's, journals and those of a diff too. */
export const typesOf: TypesOf = (table) => {
  const known = described.get(table.replace(/^(previous|past|before|after)_/, ''))
  return known && table.startsWith('past_')
    ? [{ name: 'as_of', type: 'date', meaning: 'the night' }, ...known]
    : known
}
