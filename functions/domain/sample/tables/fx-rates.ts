import { normal } from '../../math/random.ts'
import { twice } from '../dirt.ts'
import { streamOf } from '../shop.ts'
import type { SampleTable } from '../table.ts'
import { dateText } from '../time.ts'

/** What a pound was worth in euros, week by week, from before the first order. */
export const fxRates: SampleTable = {
  name: 'fx_rates',
  path: 'fx_rates.csv',
  form: 'comma',
  header: ['date', 'currency', 'rate'],
  dirt: [twice(61)],
  *rows(shop) {
    const random = streamOf(shop, 'rates', 0)
    let rate = 1.16
    for (let day = shop.from - 7; day <= shop.to; day += 7) {
      rate += 0.1 * (1.16 - rate) + 0.006 * normal(random)
      yield { cells: [dateText(day), 'GBP', rate.toFixed(5)] }
    }
  },
}
