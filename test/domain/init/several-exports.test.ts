import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../functions/config-file.ts'
import { exportColumn } from '../../../functions/domain/init/export-column.ts'
import { shopExports } from '../../../functions/domain/init/platforms/index.ts'
import { isReady, remarksOf } from '../../../functions/domain/init/proposal.ts'
import { propose } from '../../../functions/domain/init/propose.ts'
import { yamlOf } from '../../../functions/domain/init/yaml.ts'
import { allFiles, exportsFolder } from '../../support/exports/examples.ts'

interface Given {
  readonly path: string
  readonly text: string
}

const example = (path: string, as = path.split('/').at(-1)!): Given => ({
  path: as,
  text: readFileSync(join(exportsFolder, path), 'utf8'),
})

const proposed = (...given: readonly Given[]) =>
  propose(
    given.map(({ path, text }) => ({
      kind: 'text' as const,
      path,
      chunks: [new TextEncoder().encode(text)],
      whole: true,
    })),
    'shop',
  )

const asked = (...given: readonly Given[]) =>
  remarksOf(proposed(...given))
    .filter(({ weight }) => weight === 'ask')
    .map(({ text }) => text)

const shopify = example('shopify/shopify_orders.csv')

describe('files of several platforms at once', () => {
  it('are one shop, its orders first, each platform’s numbers in a space of their own', () => {
    const proposal = proposed(
      example('klaviyo/klaviyo_profiles.csv'),
      example('hubspot/hubspot_contacts.csv'),
      example('mailchimp/subscribed_members_export_0a1b2c3d4e.csv'),
      shopify,
      example('shopify/shopify_customers.csv'),
    )
    expect(proposal.sources.map(({ as }) => as)).toEqual([
      'shopify-orders',
      'shopify-customers',
      'klaviyo-profiles',
      'hubspot-contacts',
      'mailchimp-audience',
    ])
    const { sources } = readConfig(yamlOf(proposal, '.'), 'nocturne.yaml').config
    const spaces = Object.values(sources).map(({ tables }) => tables.customers?.ids)
    expect(new Set([spaces[2], spaces[3]]).size).toBe(2)
    expect(spaces[0]).toBe(spaces[1])
    for (const { tables } of Object.values(sources))
      expect(tables.customers?.trustEmails).toBe(true)
  })

  it('are all known by their headers, and what is written for each reads as a config', () => {
    const paths = new Map(allFiles().map((path) => [path.split('/').at(-1), path]))
    // Its totals are those of its lines.
    const beside = new Map([
      ['olist/olist_orders_dataset.csv', 'olist/olist_order_items_dataset.csv'],
    ])
    for (const path of paths.values()) {
      const other = beside.get(path)
      const proposal = proposed(example(path), shopify, ...(other ? [example(other)] : []))
      expect(proposal.sources.every(({ as }) => as !== undefined)).toBe(true)
      readConfig(yamlOf(proposal, '.'), 'nocturne.yaml')
    }
    expect(paths.size).toBeGreaterThan(20)
  })

  it('take two deliveries of one export as one source, whatever they are called', () => {
    const [header = '', ...rows] = shopify.text.split('\n')
    const proposal = proposed(
      { path: 'all of it.csv', text: [header, ...rows.slice(0, 2), ''].join('\n') },
      { path: 'the rest.csv', text: [header, ...rows.slice(2)].join('\n') },
    )
    expect(proposal.sources.map(({ files }) => files)).toEqual([['all of it.csv', 'the rest.csv']])
  })

  it('ask where two shapes of one export hold the same order', () => {
    const wider = shopify.text
      .split('\n')
      .map((line, i) => (i === 0 ? `${line},Payment Terms Name` : line))
      .join('\n')
      .replace(/(\d{13},.*)$/gm, '$1')
    const [header = '', ...rows] = wider.split('\n')
    const text = [header, ...rows.slice(0, 2).map((row) => `${row},`), ''].join('\n')
    expect(asked(shopify, { path: 'newer.csv', text }).join()).toMatch(
      /both hold order 7000000001001/,
    )
  })

  it('ask whether payments repeat a shop’s orders, and offer to count them once where config can', () => {
    const stripe = example('stripe/stripe_payments.csv')
    const withOrders = proposed(shopify, stripe)
    expect(yamlOf(withOrders, '.')).toContain('# repeats: { of: shopify_orders }')
    const lines = proposed(example('uci/uci_online_retail_ii.csv'), stripe)
    expect(lines.sources.map(({ tables: [table] }) => table?.table)).toEqual([
      'order_items',
      'orders',
    ])
    expect(asked(example('uci/uci_online_retail_ii.csv'), stripe)).toContainEqual(
      expect.stringMatching(/repeat the orders of .*both would count: leave one of the files out$/),
    )
    expect(yamlOf(lines, '.')).not.toContain('repeats:')
    readConfig(yamlOf(lines, '.'), 'nocturne.yaml')
  })

  it('leave out the poorer of two that have the same orders', () => {
    const items = example('square/square_items.csv')
    const header =
      'Date,Time,Time Zone,Gross Sales,Net Sales,Partial Refunds,Total Collected,Transaction ID,Payment ID,Event Type,Customer ID'
    const row =
      '2026-03-02,12:59:30,Eastern Time (US & Canada),$54.00,$51.00,$0.00,$55.08,TXA1,PAY1,Payment,CUST1'
    const { leftOut, sources } = proposed(items, {
      path: 'transactions.csv',
      text: `${header}\n${row}\n${row.replaceAll('1,', '2,')}\n`,
    })
    expect(sources.map(({ as }) => as)).toEqual(['square-items'])
    expect(leftOut[0]?.reason).toMatch(/the same orders as square_items\.csv/)
  })
})

describe('what no mapping can make anything of', () => {
  it.each([
    [
      'instacart',
      'order_id,user_id,eval_set,order_number,order_dow,order_hour_of_day,days_since_prior_order',
      '1,1,prior,1,2,08,',
    ],
    [
      'dunnhumby',
      'household_key,BASKET_ID,DAY,PRODUCT_ID,QUANTITY,SALES_VALUE,STORE_ID',
      '2375,26984851472,1,1004906,1,1.39,364',
    ],
  ])('%s is refused with the reason', (name, header, row) => {
    const proposal = proposed({ path: `${name}.csv`, text: `${header}\n${row}\n${row}\n` })
    expect(proposal.sources).toEqual([])
    expect(proposal.leftOut[0]?.reason).toMatch(/no date and no price|counts days from a start/)
  })
})

it('the documentation names every export', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/exports.md'), 'utf8')
  for (const { name } of shopExports) expect(text).toContain(name)
})

describe('doubts', () => {
  it('asks when the file’s name no longer says who is in it', () => {
    const { text } = example('mailchimp/subscribed_members_export_0a1b2c3d4e.csv')
    expect(asked(shopify, { path: 'audience.csv', text }).join()).toMatch(
      /say by the file’s name who they hold .* and audience\.csv does not/,
    )
  })

  it('knows files by their names as the night does', () => {
    const status = (...paths: readonly string[]) =>
      exportColumn(
        'orders',
        'status',
        { fileName: { '*paid_??.csv': 'paid' }, why: 'by name' },
        {
          export: shopExports[0]!,
          paths,
          habits: { type: 'csv', isWhole: true },
          find: () => undefined,
          findKey: () => undefined,
        },
      )
    expect(status('a/all-PAID_01.csv')?.mapping?.fileName).toEqual({ '*paid_??.csv': 'paid' })
    const odd = status('a/paid_02.csv', 'a/paid_3.csv')
    expect(odd?.mapping).toBeUndefined()
    expect(odd?.remarks[0]?.text).toMatch(/and a\/paid_3\.csv does not/)
  })

  it('asks when a spreadsheet has cut long numbers', () => {
    const { text } = example('etsy/etsy_sold_orders.csv')
    const cut = text.replaceAll(/331000000\d/g, '3.31E+09')
    expect(asked({ path: 'etsy.csv', text: cut }).join()).toMatch(/has cut the numbers of Order ID/)
  })

  it('takes Shopify’s Name where a spreadsheet has cut its Id', () => {
    const text = shopify.text.replaceAll(/70000000010\d\d/g, '7E+12')
    const [source] = proposed({ path: 'orders.csv', text }).sources
    const id = source?.tables[0]?.columns.find(({ column }) => column === 'order_id')
    expect(id?.mapping).toMatchObject({ from: 'Name' })
  })

  it('asks for a column that sums depend on, and names what is nearest to a telling one', () => {
    const text = shopify.text.replace('Refunded Amount', 'Returned')
    expect(asked({ path: 'orders.csv', text }).join()).toMatch(
      /Shopify orders should have a column Refunded Amount .* this file has none/,
    )
    const newer = proposed({
      path: 'orders.csv',
      text: shopify.text.replace('Lineitem name', 'Line item name'),
    })
    expect(newer.sources[0]?.as).toBe('shopify-orders')
    expect(
      remarksOf(newer)
        .map(({ text: said }) => said)
        .join(),
    ).toMatch(/has no Lineitem name; nearest: Line item name/)
    expect(isReady(newer)).toBe(true)
  })

  it('asks for Cancelled at: a cancelled order may be called paid', () => {
    const text = shopify.text.replace('Cancelled at', 'Gone at')
    expect(asked({ path: 'orders.csv', text }).join()).toMatch(
      /should have a column Cancelled at .* this file has none/,
    )
  })

  it('asks where two orders have one number, as those of two shops do', () => {
    const text = shopify.text.replace(/,Id,/, ',Nr,')
    const other = text.replaceAll('2026-03-', '2025-12-')
    expect(asked({ path: 'one.csv', text }, { path: 'other.csv', text: other })).toEqual([
      expect.stringMatching(/^Name #1001 is the number of two orders, .* one shop’s files alone$/),
    ])
    expect(asked({ path: 'one.csv', text }, { path: 'again.csv', text })).toEqual([])
  })

  it.each([
    ['eBay Collected Tax and Fees Included in Total', 'the total holds tax and fees'],
    ['eBay Collected Tax', 'the total may hold tax'],
  ])('asks about %s in the totals of eBay', (header, said) => {
    const taxed = (amount: string) =>
      [
        `Sales Record Number,Order Number,Buyer Username,Item Number,Quantity,Sold For,Total Price,${header},Sale Date,Paid On Date`,
        ...['1', '2'].map(
          (one) => `${one},1-${one},b${one},9${one},1,$5.00,$6.00,${amount},Sep-30-26,Sep-30-26`,
        ),
      ].join('\n')
    const about = (amount: string) => asked({ path: 'bay.csv', text: taxed(amount) }).join()
    expect(about('$1.00')).toContain(`${header} is not 0: ${said}`)
    expect(about('$0.00')).toBe('')
  })

  it('reads a status that Etsy writes, and asks what a new one means', () => {
    const { text } = example('etsy/etsy_sold_orders.csv')
    const withStatus = (word: string) => ({
      path: 'etsy.csv',
      text: text.replace(',58.95,,2.66,', `,58.95,${word},2.66,`),
    })
    const [source] = proposed(withStatus('Canceled')).sources
    const status = source?.tables[0]?.columns.find(({ column }) => column === 'status')
    expect(status?.mapping?.map).toEqual({ '': 'paid', Canceled: 'cancelled' })
    expect(asked(withStatus('Vanished')).join()).toMatch(/words that may mean anything: Vanished/)
  })

  it('asks about refunds that a platform has no column for, unless the status says them', () => {
    const header = 'Order ID,Customer Email,Order Date,Order Time,Order Status,Refund Amount'
    const file = (status: string, refund: string) => ({
      path: 'big.csv',
      text: [
        `${header},Order Total (inc tax)`,
        ...['1', '2', '3'].map(
          (one) => `${one},b@example.com,03/2${one}/2026,08:00:00,${status},${refund},20.00`,
        ),
      ].join('\n'),
    })
    expect(asked(file('Completed', '5.00')).join()).toMatch(
      /Refund Amount speaks of money given back/,
    )
    expect(asked(file('Refunded', '20.00'))).toEqual([])
    expect(asked(file('Completed', '0.00'))).toEqual([])
  })
})
