/** The real orders of a gift shop through a deployment of its own, beside another one: the figures of this machine. */
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { deployedShop } from '../support/deployed-shop.ts'
import { missing, uci, uciConfig } from '../support/uci.ts'

const bed = inject('bed')
const asOf = '2011-12-10'

describe.skipIf(missing)(`UCI Online Retail, deployed${missing}`, () => {
  it('gives the customers, the money and the scores of this machine', {
    timeout: 900_000,
  }, async () => {
    const shop = await deployedShop(bed, asOf, {
      name: 'Gifts',
      timeZone: 'Europe/London',
      async fill(folder) {
        copyFileSync(uci, join(folder, 'lines.csv.gz'))
        writeFileSync(join(folder, 'nocturne.yaml'), uciConfig('lines.csv.gz'))
      },
    })
    try {
      await shop.runHere()
      await shop.push()
      const began = performance.now()
      const { code, out } = await shop.run()
      console.log(`the night of UCI: ${((performance.now() - began) / 1000).toFixed(1)} s\n${out}`)
      expect(code).toBe(0)
      const sql = 'select count(*) as customers, sum(monetary) as money from customer_rfm'
      expect((await shop.account.ask(sql, shop.deployment)).rows).toEqual([['4338', '8310477.05']])
      const compared = [
        'source_quality',
        'customer_activity',
        'customer_rfm',
        'customer_value',
        'segment_definitions',
      ]
      expect((await shop.differences(asOf, compared)).odd).toEqual({})
    } finally {
      shop.close()
    }
  })
})
