/** UCI Online Retail: half a million lines of orders of a gift shop, where a clone has the real data sets beside it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const realData = join(import.meta.dirname, '../../../shared/data')
export const uci = join(realData, 'uci_online_retail_lines.csv.gz')

/** What the name of a test says where the data sets are not there. */
export const missing = existsSync(realData) ? '' : ' (skipped: ../shared/data is not there)'

/** Its mapping; `file` is how the configuration names it. */
export const uciConfig = (file: string): string => `version: 1
company: { name: Gift shop, timeZone: Europe/London, currency: GBP }
sources:
  sales:
    files: ['${file}']
    format: { type: csv }
    tables:
      order_items:
        columns:
          line_id: line
          order_id: { join: [customer_id, invoice_ts] }
          customer_id: customer_id
          ordered_at: { from: invoice_ts, format: 'YYYY-MM-DD HH:mm' }
          quantity: quantity
          unit_price: unit_price
      customers:
        columns: { customer_id: customer_id, country: { from: country, map: { EIRE: IE } } }
`
