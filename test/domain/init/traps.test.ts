import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../functions/config-file.ts'
import type { FileSample } from '../../../functions/domain/init/profile.ts'
import { isReady, type Proposal, remarksOf } from '../../../functions/domain/init/proposal.ts'
import { propose } from '../../../functions/domain/init/propose.ts'
import { yamlOf } from '../../../functions/domain/init/yaml.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const file = (path: string, content: string | Uint8Array): FileSample => ({
  kind: 'text',
  path,
  chunks: [typeof content === 'string' ? bytes(content) : content],
  whole: true,
})
const proposed = (...files: readonly FileSample[]) => propose(files, 'shop')
const lines = (header: string, ...rows: readonly string[]) => [header, ...rows, ''].join('\n')
const rowsOf = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i))

function columnOf(proposal: Proposal, column: string, source = 0, table = 0) {
  const found = proposal.sources[source]?.tables[table]?.columns.find(
    (one) => one.column === column,
  )
  return found?.mapping
}
const tablesOf = (proposal: Proposal) =>
  proposal.sources.map(({ tables }) => tables.map(({ table }) => table))
const texts = (proposal: Proposal, ...weights: readonly string[]) =>
  remarksOf(proposal)
    .filter(({ weight }) => weights.includes(weight))
    .map(({ text }) => text)
    .join('\n')
const configOf = (proposal: Proposal) =>
  readConfig(yamlOf(proposal, 'shop'), 'nocturne.yaml').config

const two = (n: number) => String(n).padStart(2, '0')
const dates = (write: (y: number, m: number, d: number) => string, most = 28) =>
  lines(
    'order_id,customer_id,order_date,total',
    ...rowsOf(40, (i) => `${i},c${i % 7},${write(2025, 1 + (i % 12), 1 + ((i * 5) % most))},9.50`),
  )

describe('dates', () => {
  it.each([
    ['DD/MM/YYYY', (y: number, m: number, d: number) => `${two(d)}/${two(m)}/${y}`],
    ['MM/DD/YYYY', (y: number, m: number, d: number) => `${two(m)}/${two(d)}/${y}`],
    ['D-M-YYYY', (y: number, m: number, d: number) => `${d}-${m}-${y}`],
    ['MM/DD/YY', (y: number, m: number, d: number) => `${two(m)}/${two(d)}/${y % 100}`],
    ['YYYYMMDD', (y: number, m: number, d: number) => `${y}${two(m)}${two(d)}`],
    [
      'YYYY-MM-DD hh:mm A',
      (y: number, m: number, d: number) => `${y}-${two(m)}-${two(d)} ${two(1 + (d % 12))}:05 PM`,
    ],
    [
      'YYYY-MM-DDTHH:mm:ssZZ',
      (y: number, m: number, d: number) => `${y}-${two(m)}-${two(d)}T08:00:00+02:00`,
    ],
  ])('writes the format %s', (format, write) => {
    const proposal = proposed(file('orders.csv', dates(write)))
    expect(columnOf(proposal, 'ordered_at')).toEqual({ from: 'order_date', format })
    expect(isReady(proposal)).toBe(true)
  })

  it('asks for the order of day and month when no part is above 12', () => {
    const proposal = proposed(
      file(
        'orders.csv',
        dates((y, m, d) => `${two(d)}/${two(m)}/${y}`, 12),
      ),
    )
    expect(columnOf(proposal, 'ordered_at')).toBeUndefined()
    expect(texts(proposal, 'ask')).toMatch(/DD\/MM\/YYYY or MM\/DD\/YYYY/)
    const yaml = yamlOf(proposal, 'shop')
    expect(yaml).toContain('# ordered_at: { from: order_date, format: DD/MM/YYYY }')
    expect(yaml).toContain('# ordered_at: { from: order_date, format: MM/DD/YYYY }')
    expect(() => configOf(proposal)).toThrow(/ordered_at/)
    const answered = yaml.replace(/# (ordered_at: .* DD\/MM\/YYYY })/, '$1')
    expect(readConfig(answered, 'nocturne.yaml').config.sources.orders?.tables.orders).toBeDefined()
  })

  it('lets another date of the file decide, and says so', () => {
    const rows = rowsOf(
      30,
      (i) =>
        `${i},c${i % 5},${two(1 + (i % 12))}/${two(1 + ((i * 7) % 12))}/2025,${13 + (i % 9)}/03/2025,5.00`,
    )
    const proposal = proposed(
      file('orders.csv', lines('order_id,customer_id,order_date,updated_at,total', ...rows)),
    )
    expect(columnOf(proposal, 'ordered_at')).toMatchObject({ format: 'DD/MM/YYYY' })
    expect(texts(proposal, 'say')).toMatch(/as in the other dates/)
  })

  it('leaves the format out where ISO dates come with and without seconds', () => {
    const rows = rowsOf(
      20,
      (i) => `${i},c${i % 5},2025-03-0${1 + (i % 9)} 10:0${i % 2 ? '0' : '0:30'},5.00`,
    )
    const proposal = proposed(
      file('orders.csv', lines('order_id,customer_id,created_at,total', ...rows)),
    )
    expect(columnOf(proposal, 'ordered_at')).toEqual({ from: 'created_at' })
  })

  it('joins a date and a time', () => {
    const rows = rowsOf(20, (i) => `${i},c${i % 5},2025-03-${10 + i},${two(i)}:30,5.00`)
    const proposal = proposed(
      file('orders.csv', lines('Order ID,Customer ID,Order Date,Order Time,Total', ...rows)),
    )
    expect(columnOf(proposal, 'ordered_at')).toEqual({
      date: 'Order Date',
      time: 'Order Time',
      format: 'YYYY-MM-DD H:mm',
    })
  })

  it('refuses seconds since 1970, and says so', () => {
    const rows = rowsOf(20, (i) => `${i},c${i % 5},${1_700_000_000 + i},5.00`)
    const proposal = proposed(
      file('orders.csv', lines('order_id,customer_id,order_date,total', ...rows)),
    )
    expect(proposal.sources).toEqual([])
    expect(proposal.leftOut[0]?.reason).toMatch(/order_date holds seconds since 1970/)
  })
})

describe('numbers', () => {
  const order = (amounts: (i: number) => string, delimiter = ';') =>
    lines(
      ['order_id', 'customer_id', 'order_date', 'total'].join(delimiter),
      ...rowsOf(40, (i) =>
        [i, `c${i % 7}`, `2025-01-${10 + (i % 18)}`, amounts(i)].join(delimiter),
      ),
    )

  it('reads a decimal comma from the values', () => {
    const proposal = proposed(
      file(
        'orders.csv',
        order((i) => `${i},5${i % 10}`),
      ),
    )
    expect(proposal.sources[0]?.format).toMatchObject({ delimiter: ';', decimal: ',' })
    expect(columnOf(proposal, 'total')).toEqual({ from: 'total' })
  })

  it('strips money of both kinds, the decimal comma beside it', () => {
    const euros = proposed(
      file(
        'orders.csv',
        order((i) => `${1 + (i % 3)} 2${two(i)},50 €`),
      ),
    )
    expect(columnOf(euros, 'total')).toEqual({ from: 'total', strip: 'money', decimal: ',' })
    expect(euros.company.currency).toBe('EUR')
    const dollars = proposed(
      file(
        'orders.csv',
        order((i) => `"$1,${200 + i}.50"`, ','),
      ),
    )
    expect(columnOf(dollars, 'total')).toEqual({ from: 'total', strip: 'money' })
    expect(dollars.company.currency).toBe('USD')
    expect(texts(dollars, 'unsure')).toMatch(/may be CAD, AUD/)
  })

  it('asks what 1,234 is when nothing tells', () => {
    const proposal = proposed(
      file(
        'orders.csv',
        order((i) => `"${1 + i},234"`),
      ),
    )
    expect(columnOf(proposal, 'total')).toBeUndefined()
    expect(texts(proposal, 'ask')).toMatch(/1,234 in total/)
  })

  it('does not let one comma make a point column a hundred times too large', () => {
    const proposal = proposed(
      file(
        'orders.csv',
        order((i) => (i === 7 ? '1 249,00 €' : `${i}.50`)),
      ),
    )
    expect(columnOf(proposal, 'total')).toEqual({ from: 'total' })
    expect(texts(proposal, 'unsure', 'say')).toContain('1 249,00 €')
  })

  it('takes no commas off where some are decimals', () => {
    const mixed = proposed(
      file(
        'orders.csv',
        order((i) => (i === 7 ? '12,50' : i % 9 ? `${i}.50` : '€5.00')),
      ),
    )
    expect(columnOf(mixed, 'total')).toEqual({ from: 'total' })
    expect(texts(mixed, 'unsure', 'say')).toContain('12,50')
  })

  it('reads the currency from a column, from its name, never from a country', () => {
    const head = (names: string, tail: string) =>
      proposed(
        file(
          'orders.csv',
          lines(
            `order_id,customer_id,order_date,${names}`,
            ...rowsOf(20, (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},${tail}`),
          ),
        ),
      )
    expect(head('total,currency', '9.50,gbp').company.currency).toBe('GBP')
    expect(head('total_eur', '9.50').company.currency).toBe('EUR')
    const silent = head('total,country', '9.50,United Kingdom')
    expect(silent.company.currency).toBeUndefined()
    expect(yamlOf(silent, 'shop')).toMatch(/# currency: EUR {3}# \? no file says the currency/)
  })

  it('asks for rates where orders have several currencies', () => {
    const rows = rowsOf(
      20,
      (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},9.50,${i % 5 ? 'EUR' : 'USD'}`,
    )
    const orders = file(
      'orders.csv',
      lines('order_id,customer_id,order_date,total,currency', ...rows),
    )
    const rates = file(
      'fx_rates.csv',
      lines('date,currency,rate', '2025-01-01,USD,0.92', '2025-01-02,USD,0.93'),
    )
    expect(texts(proposed(orders), 'ask')).toMatch(/EUR, others in USD/)
    expect(texts(proposed(orders, rates), 'ask')).toBe('')
  })
})

describe('ids', () => {
  it('strips leading apostrophes', () => {
    const rows = rowsOf(20, (i) => `'${6000 + i},p${i}@example.com,'+3312025550${10 + i},FR`)
    const proposal = proposed(
      file('customers.csv', lines('Customer ID,Email,Phone,Country', ...rows)),
    )
    expect(columnOf(proposal, 'customer_id')).toEqual({ from: 'Customer ID', strip: 'apostrophe' })
    expect(columnOf(proposal, 'phone')).toEqual({ from: 'Phone', strip: 'apostrophe' })
  })

  it('joins an order’s number where there is none, as lines, so that nothing is a duplicate', () => {
    const rows = rowsOf(30, (i) => `c${i % 4},2025-01-${10 + (i % 9)},${i}.50`)
    const proposal = proposed(file('purchases.csv', lines('customer_id,date,amount', ...rows)))
    expect(tablesOf(proposal)).toEqual([['order_items']])
    expect(columnOf(proposal, 'order_id')).toEqual({ join: ['customer_id', 'date'] })
    expect(columnOf(proposal, 'line_id')).toBeUndefined()
  })

  it('takes no line number that repeats within an order', () => {
    const rows = rowsOf(
      30,
      (i) => `${Math.floor(i / 3)},1,c${i % 4},2025-01-1${Math.floor(i / 3) % 9},P${i},2,${i}.50`,
    )
    const header = 'order_id,line_id,customer_id,order_date,sku,quantity,price'
    const proposal = proposed(file('lines.csv', lines(header, ...rows)))
    expect(columnOf(proposal, 'line_id')).toBeUndefined()
    expect(texts(proposal, 'unsure')).toMatch(/line_id.*repeats within an order/)
  })

  it('never takes an order’s total for a line’s', () => {
    const rows = rowsOf(
      30,
      (i) =>
        `${Math.floor(i / 3)},c${i % 4},2025-01-1${Math.floor(i / 3) % 9},P${i},${20 + Math.floor(i / 3)}.50`,
    )
    const proposal = proposed(
      file('lines.csv', lines('order_id,customer_id,order_date,sku,total', ...rows)),
    )
    expect(columnOf(proposal, 'amount')).toBeUndefined()
    expect(isReady(proposal)).toBe(false)
  })

  it('takes a price that grows with the quantity for the line’s amount', () => {
    const rows = rowsOf(
      40,
      (i) =>
        `${Math.floor(i / 2)},c${i % 4},2025-01-${10 + (Math.floor(i / 2) % 9)},P${i % 8},${1 + (i % 3)},${((1 + (i % 3)) * (3 + (i % 8))).toFixed(2)}`,
    )
    const proposal = proposed(
      file('lines.csv', lines('order_id,customer_id,order_date,sku,qty,price', ...rows)),
    )
    expect(columnOf(proposal, 'unit_price')).toBeUndefined()
    expect(columnOf(proposal, 'amount')).toEqual({ from: 'price' })
  })

  it('gives addresses an id space of their own beside numbers, and joins by email', () => {
    const orders = rowsOf(20, (i) => `${i},p${i % 9}@example.com,2025-01-${10 + (i % 18)},9.50`)
    const people = rowsOf(9, (i) => `${70 + i},p${i}@example.com,FR`)
    const proposal = proposed(
      file('orders.csv', lines('order_id,email,order_date,total', ...orders)),
      file('customers.csv', lines('customer_id,email,country', ...people)),
    )
    const config = configOf(proposal)
    expect(config.sources.orders?.tables.orders?.ids).toBe('email')
    expect(config.sources.orders?.tables.customers).toMatchObject({
      ids: 'email',
      trustEmails: true,
    })
    expect(config.sources.customers?.tables.customers).toMatchObject({
      ids: 'shop',
      trustEmails: true,
    })
    expect(texts(proposal, 'unsure')).toMatch(/by number in one file and by address in another/)
  })

  it('says when no order’s customer is a known customer', () => {
    const orders = rowsOf(40, (i) => `${i},x${i % 15},2025-01-${10 + (i % 18)},9.50`)
    const people = rowsOf(20, (i) => `k${i},p${i}@example.com`)
    const proposal = proposed(
      file('orders.csv', lines('order_id,customer_id,order_date,total', ...orders)),
      file('customers.csv', lines('customer_id,email', ...people)),
    )
    expect(texts(proposal, 'unsure')).toMatch(
      /no customer_id of orders is a customer_id of customers/,
    )
  })

  it('never takes names for ids', () => {
    const rows = rowsOf(20, (i) => `${i},Ada Brook ${'abc'[i % 3]},2025-01-${10 + (i % 18)},9.50`)
    const proposal = proposed(
      file('orders.csv', lines('order_id,customer,order_date,total', ...rows)),
    )
    expect(columnOf(proposal, 'customer_id')).toBeUndefined()
    expect(texts(proposal, 'unsure')).toMatch(/customer: named like customer_id, but holds names/)
  })
})

describe('words', () => {
  const orders = (word: (i: number) => string) =>
    file(
      'orders.csv',
      lines(
        'order_id,customer_id,order_date,total,status',
        ...rowsOf(20, (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},9.50,${word(i)}`),
      ),
    )

  it('puts the shop’s words into ours', () => {
    const words = ['Completed', 'on-hold', 'Canceled', 'refunded', 'processing', 'VOIDED', 'unpaid']
    const proposal = proposed(orders((i) => words[i % words.length]!))
    expect(columnOf(proposal, 'status')?.map).toEqual({
      Completed: 'paid',
      'on-hold': 'pending',
      Canceled: 'cancelled',
      refunded: 'refunded',
      processing: 'paid',
      VOIDED: 'cancelled',
      unpaid: 'pending',
    })
    expect(isReady(proposal)).toBe(true)
  })

  it('asks for words that it does not know', () => {
    const proposal = proposed(
      orders((i) => ['paid', 'backorder', 'Sent: half', 'constructor'][i % 4]!),
    )
    expect(isReady(proposal)).toBe(false)
    const yaml = yamlOf(proposal, 'shop')
    expect(yaml).toContain('# backorder:   # ? paid, pending, cancelled, refunded')
    const answered = yaml
      .replace(/# (backorder:).*/, '$1 pending')
      .replace(/# ('Sent: half':).*/, '$1 paid')
      .replace(/# (constructor:).*/, '$1 paid')
    const status = readConfig(answered, 'nocturne.yaml').config.sources.orders?.tables.orders
      ?.columns.status
    expect(status?.map).toEqual({
      paid: 'paid',
      backorder: 'pending',
      'Sent: half': 'paid',
      constructor: 'paid',
    })
  })

  it('takes a state of the country for no status', () => {
    const rows = rowsOf(
      20,
      (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},9.50,${['CA', 'NY', 'TX'][i % 3]}`,
    )
    const proposal = proposed(
      file('orders.csv', lines('order_id,customer_id,order_date,total,state', ...rows)),
    )
    expect(columnOf(proposal, 'status')).toEqual({ constant: 'paid' })
    expect(columnOf(proposal, 'region', 0, 1)).toEqual({ from: 'state' })
  })

  it('knows the shop’s names of events', () => {
    const names = ['product_viewed', 'Add to cart', 'search', 'Invite sent']
    const rows = rowsOf(20, (i) => `u${i % 6},2025-01-${10 + (i % 18)}T10:00:00Z,${names[i % 4]}`)
    const proposal = proposed(file('events.csv', lines('user_id,timestamp,event', ...rows)))
    expect(proposal.events).toEqual({
      view: ['product_viewed'],
      cart: ['Add to cart'],
      referral: ['Invite sent'],
    })
    expect(proposal.otherEvents).toEqual(['search'])
  })

  it('writes countries as codes, and says which are none', () => {
    const rows = rowsOf(
      20,
      (i) => `c${i},${['EIRE', 'Deutschland', 'Channel Islands', 'NL'][i % 4]}`,
    )
    const proposal = proposed(file('customers.csv', lines('customer_id,country', ...rows)))
    expect(columnOf(proposal, 'country')?.map).toEqual({ EIRE: 'IE', Deutschland: 'DE' })
    expect(texts(proposal, 'unsure')).toMatch(/no country by the name of Channel Islands/)
  })
})

describe('candidates', () => {
  const orders = (names: string, row: (i: number) => string) =>
    proposed(
      file(
        'orders.csv',
        lines(
          `order_id,customer_id,order_date,${names}`,
          ...rowsOf(20, (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},${row(i)}`),
        ),
      ),
    )

  it('takes the better one and says so', () => {
    const proposal = orders('amount,order_total', (i) => `${i}.10,${i}.90`)
    expect(columnOf(proposal, 'total')).toEqual({ from: 'order_total' })
    expect(texts(proposal, 'say')).toMatch(/order_total fits best; also possible: amount/)
  })

  it('asks when two fit alike', () => {
    const proposal = orders('order_total,grand_total', (i) => `${i}.10,${i}.90`)
    expect(columnOf(proposal, 'total')).toBeUndefined()
    expect(texts(proposal, 'ask')).toMatch(/order_total or grand_total/)
    expect(yamlOf(proposal, 'shop')).toMatch(/# total: order_total\n\s+# total: grand_total\n/)
  })

  it('takes either of two that hold the same', () => {
    expect(
      columnOf(
        orders('order_total,grand_total', (i) => `${i}.10,${i}.10`),
        'total',
      ),
    ).toBeDefined()
  })
})

describe('files', () => {
  const orders = (from: number) =>
    lines(
      'order_id,customer_id,order_date,total',
      ...rowsOf(20, (i) => `${from + i},c${i % 7},2025-01-${10 + (i % 18)},9.50`),
    )

  it('groups deliveries of one export under a glob that takes in nothing else', () => {
    const proposal = proposed(
      file('data/orders-2024.csv', orders(0)),
      file('data/orders-2025.csv', orders(50)),
      file('data/orders-notes.txt', 'nothing to see here\nreally\n'),
    )
    expect(proposal.sources.map(({ name, files }) => [name, files])).toEqual([
      ['orders', ['data/orders-*.csv']],
    ])
    const strict = proposed(
      file('data/orders-2024.csv', orders(0)),
      file('data/orders-2025.csv', orders(50)),
      file(
        'data/orders-items.csv',
        lines('order_id,sku,quantity,price', ...rowsOf(20, (i) => `${i},p,1,2.00`)),
      ),
    )
    expect(strict.sources[0]?.files).toEqual(['data/orders-2024.csv', 'data/orders-2025.csv'])
  })

  it('keeps files with other headers, delimiters or names apart', () => {
    const proposal = proposed(
      file('orders-2024.csv', orders(0)),
      file('orders-2025.csv', orders(0).replaceAll(',', ';')),
      file('web.csv', orders(100)),
    )
    expect(proposal.sources.map(({ name }) => name)).toEqual(['orders', 'orders_2', 'web'])
  })

  it('gives sources of one name each a name of its own, however long', () => {
    const names = (...stems: readonly string[]) => {
      const proposal = proposed(
        ...stems.map((stem, i) => file(`${'abc'[i]}/${stem}.csv`, orders(100 * i))),
      )
      const found = proposal.sources.map(({ name }) => name)
      expect(Object.keys(configOf(proposal).sources).sort()).toEqual([...found].sort())
      return found
    }
    const long = `orders_of_the_${'very_'.repeat(10)}old_shop`
    expect(new Set(names(long, long, long)).size).toBe(3)
    const stem = `orders_${'x'.repeat(31)}`
    expect(names(stem, stem, `${stem}_2nd`).sort()).toEqual([stem, `${stem}_2`, `${stem}_3`])
  })

  it('reads a byte order mark, Latin-1, tabs, lines before the header and after the rows', () => {
    const bom = proposed(file('orders.csv', `\ufeff${orders(0)}`))
    expect(columnOf(bom, 'order_id')).toEqual({ from: 'order_id' })
    const latin = lines('customer_id,Prénom', ...rowsOf(20, (i) => `${i},Zoë`))
    const one = proposed(
      file(
        'customers.csv',
        Uint8Array.from(latin, (letter) => letter.charCodeAt(0)),
      ),
    )
    expect(columnOf(one, 'first_name')).toEqual({ from: 'Prénom' })
    expect(one.sources[0]?.format.encoding).toBe('latin-1')
    const tabs = proposed(
      file('orders.txt', `My shop\n\n${orders(0).replaceAll(',', '\t')}\n20 rows\nend`),
    )
    expect(tabs.sources[0]?.format).toMatchObject({ delimiter: '\t', skip: 2, footer: 3 })
    expect(configOf(tabs).sources.orders?.format.delimiter).toBe('\t')
  })

  it('is not misled by a delimiter in quotes', () => {
    const rows = rowsOf(20, (i) => `${i},"c;${i};a",2025-01-${10 + (i % 18)},"1,0${two(i)}.50"`)
    const proposal = proposed(
      file('orders.csv', lines('order_id,customer_id,order_date,total', ...rows)),
    )
    expect(proposal.sources[0]?.format.delimiter).toBe(',')
    expect(columnOf(proposal, 'total')).toEqual({ from: 'total', strip: 'money' })
  })

  it('feeds customers from orders, unless they have a file of their own', () => {
    const rows = rowsOf(20, (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},9.50,FR`)
    const both = file('orders.csv', lines('order_id,customer_id,order_date,total,country', ...rows))
    const people = file(
      'customers.csv',
      lines('customer_id,country', ...rowsOf(7, (i) => `c${i},FR`)),
    )
    expect(tablesOf(proposed(both))).toEqual([['orders', 'customers']])
    expect(tablesOf(proposed(both, people))).toEqual([['orders'], ['customers']])
  })

  it('says what is left out, and why', () => {
    const reason = (content: string) => proposed(file('a.csv', content)).leftOut[0]?.reason
    expect(reason('')).toBe('empty')
    expect(reason('order_id,customer_id,order_date,total\n')).toBe('a header and no rows')
    expect(reason('just words\nand more of them\n')).toMatch(/one column at most/)
    expect(reason('\u0000\u0001\u0002')).toBe('not text')
    const json = proposed(file('a.json', '[{"id": 1}]')).leftOut[0]?.reason
    expect(json).toMatch(/JSON lines/)
  })

  it('reads JSON lines, nested names among them', () => {
    const rows = rowsOf(20, (i) =>
      JSON.stringify({
        event: 'page_view',
        user: { id: `u${i % 5}` },
        ts: `2025-01-${10 + i}T08:00:00Z`,
        tags: ['a'],
      }),
    )
    const proposal = proposed(file('events.jsonl', rows.join('\n')))
    expect(tablesOf(proposal)).toEqual([['events']])
    expect(columnOf(proposal, 'customer_id')).toEqual({ from: 'user.id' })
  })

  it('can’t leave a key of JSON lines unread, and says so', () => {
    const rows = rowsOf(20, (i) =>
      JSON.stringify({
        order_id: i,
        customer_id: `c${i % 5}`,
        user: { password: `p${i}` },
        api_key: 'k',
        ordered_at: `2025-01-${10 + i}T08:00:00Z`,
        total: 9.5,
      }),
    )
    const proposal = proposed(file('orders.jsonl', rows.join('\n')))
    expect(configOf(proposal).sources.orders?.never).toBeUndefined()
    expect(texts(proposal, 'unsure')).toMatch(
      /^user\.password, api_key should not be read, .* take them out of the file$/m,
    )
    const cells = rowsOf(20, (i) => `${i},c${i % 5},p${i},2025-01-${10 + i},9.50`)
    const header = 'order_id,customer_id,password,order_date,total'
    const table = proposed(file('orders.csv', lines(header, ...cells)))
    expect(configOf(table).sources.orders?.never).toEqual(['password'])
    expect(texts(table, 'unsure')).not.toMatch(/password/)
  })

  it('reads no column whose name speaks of a secret, however its words are parted', () => {
    const secret = [
      ...['password', 'Pass Word', 'passWord', 'user_pwd', 'Passwort', 'password_hash', 'passHash'],
      ...['Access Token', 'accessToken', 'accesstoken', 'resetToken', 'reset-token', 'rp_token'],
      ...['client.secret', 'salt', 'cvc', 'CVV2', 'card cvc', 'PIN', 'IBAN', 'customerIBAN'],
      ...['api_key', 'apiKey', 'APIKey', 'apikey', 'Card Number', 'creditCardNumber'],
    ]
    const open = ['Shipping', 'pinned', 'compass width', 'basalt', 'tokens', 'secretary', 'hash']
    const names = [...secret, ...open]
    const header = `order_id,customer_id,order_date,total,${names.join(',')}`
    const rows = rowsOf(
      20,
      (i) => `${i},c${i % 5},2025-01-${10 + i},9.50${',x'.repeat(names.length)}`,
    )
    const [source] = proposed(file('orders.csv', lines(header, ...rows))).sources
    expect(source?.never).toEqual(secret)
  })

  it('keeps Parquet’s own types', () => {
    const proposal = proposed({
      kind: 'table',
      path: 'orders.parquet',
      columns: [
        { name: 'order_id', type: 'BIGINT' },
        { name: 'customer_id', type: 'DOUBLE' },
        { name: 'created_at', type: 'TIMESTAMP' },
        { name: 'total', type: 'DECIMAL(18,2)' },
      ],
      rows: rowsOf(20, (i) => `${i}|${i % 5}.0|2025-01-${10 + (i % 18)} 08:00:00|1.234`).map(
        (row) => row.split('|'),
      ),
      whole: true,
    })
    expect(proposal.sources[0]?.format).toEqual({ type: 'parquet' })
    expect(columnOf(proposal, 'ordered_at')).toEqual({ from: 'created_at' })
    expect(columnOf(proposal, 'total')).toEqual({ from: 'total' })
    expect(isReady(proposal)).toBe(true)
  })

  it('says that orders and lines must share what they know', () => {
    const proposal = proposed(
      file(
        'orders.csv',
        lines(
          'order_id,customer_id,order_date',
          ...rowsOf(20, (i) => `${i},c${i % 5},2025-01-${10 + (i % 18)}`),
        ),
      ),
      file(
        'lines.csv',
        lines('order_id,sku,quantity,price', ...rowsOf(20, (i) => `${i},p${i % 3},1,2.00`)),
      ),
    )
    expect(texts(proposal, 'ask')).toMatch(
      /orders\.csv has customer and date, lines\.csv the amounts/,
    )
  })

  it('is not ready where nothing says when and for how much', () => {
    const carts = lines('order_id,product_id,add_to_cart_order', '1,31,1', '1,32,2', '2,31,1')
    const proposal = proposed(file('order_products.csv', carts))
    expect(isReady(proposal)).toBe(false)
    expect(texts(proposal, 'ask')).toMatch(/no orders: without customer, date and amount/)
  })

  it('lets no value of a file end a comment', () => {
    const rows = rowsOf(
      40,
      (i) => `${i},c${i % 7},${i === 9 ? '"never\nseed: 9"' : `2025-01-${10 + (i % 18)}`},9.50`,
    )
    const proposal = proposed(
      file('orders.csv', lines('order_id,customer_id,order_date,total', ...rows)),
    )
    expect(texts(proposal, 'unsure', 'say')).toContain('never\nseed: 9')
    expect(configOf(proposal).seed).toBe(1)
  })

  it('refuses names and words that would break out of the YAML', () => {
    const nasty = 'to "tal": { x # \'y\''
    const rows = rowsOf(20, (i) => `c${i},"a: b # c\n- d",${i % 2 ? 'yes' : 'no'}`)
    const header = `customer_id,city,"${nasty.replaceAll('"', '""')}"`
    const proposal = proposed(file('customers, old: [1].csv', lines(header, ...rows)))
    const orders = file(
      'orders.csv',
      lines(
        'order_id,customer_id,order_date,total,status',
        ...rowsOf(20, (i) => `${i},c${i},2025-01-${10 + (i % 18)},1.50,"- { paid }: \ttrue #"`),
      ),
    )
    expect(proposal.sources[0]?.notPlaced).toEqual([nasty])
    const both = proposed(file('customers, old: [1].csv', lines(header, ...rows)), orders)
    expect(Object.keys(configOf(both).sources)).toEqual(['orders', 'customers_old'])
  })
})

describe('orders that came to nothing', () => {
  const orders = (header: string, word: (i: number) => string) =>
    proposed(
      file(
        'orders.csv',
        lines(
          `order_id,customer_id,order_date,total,${header}`,
          ...rowsOf(40, (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},9.50,${word(i)}`),
        ),
      ),
    )
  const few = (some: string, most: string) => (i: number) => (i % 9 === 0 ? some : most)

  it.each([
    ['order_type', few('return', 'sale')],
    ['transaction_type', few('Credit note', 'Invoice')],
    ['cancelled', few('true', 'false')],
    ['cancelled_at', few('2025-02-01', '')],
    ['is_test', few('1', '0')],
    ['paid', few('no', 'yes')],
    ['refunded?', few('TRUE', 'FALSE')],
    ['status,parcel', few('paid,cancelled', 'paid,delivered')],
    ['Payment Status,Order Status', few('paid,cancelled', 'paid,delivered')],
    ['status,voided_at', few('paid,2025-02-01', 'paid,')],
  ])('are asked about where %s says so', (header, word) => {
    expect(isReady(orders(header, word))).toBe(false)
  })

  it.each([
    ['order_type', few('gift', 'sale')],
    ['cancelled', few('no', 'false')],
    ['cancelled_at', () => ''],
    ['paid', () => 'yes'],
    ['status,cancelled_at', few('cancelled,2025-02-01', 'paid,')],
    ['status,parcel', few('cancelled,cancelled', 'paid,delivered')],
    ['customer_type', few('returning', 'new')],
    ['status,notes', (i: number) => `paid,note ${i} void`],
  ])('are no question where %s says nothing of the kind', (header, word) => {
    expect(texts(orders(header, word), 'ask')).toBe('')
  })
})

describe('a file of which a part was looked at', () => {
  it('knows the words of cancelled orders that may stand in the rest', () => {
    const rows = rowsOf(40, (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},9.50,Paid`)
    const header = 'order_id,customer_id,order_date,total,status'
    const part = { ...file('orders.csv', lines(header, ...rows)), whole: false } as FileSample
    expect(columnOf(proposed(part), 'status')?.map).toMatchObject({
      Paid: 'paid',
      storniert: 'cancelled',
      refunded: 'refunded',
      pending: 'pending',
    })
    expect(configOf(proposed(part)).sources.orders).toBeDefined()
  })
})

describe('money of several currencies', () => {
  const totals = (write: (i: number) => string) =>
    proposed(
      file(
        'orders.csv',
        lines(
          'order_id,customer_id,order_date,total',
          ...rowsOf(40, (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},"${write(i)}"`),
        ),
      ),
    )

  it('is asked about where signs alone tell it', () => {
    const proposal = totals((i) => `${i % 2 ? '€' : '$'}12.50`)
    expect(texts(proposal, 'ask')).toMatch(/amounts bear several signs/)
  })

  it.each(['₦1,234.50', '₹1,23,456.50', 'Rs. 1,234.50', '1,234.50 د.إ', 'US$1,234.50'])(
    'reads %s',
    (amount) => {
      const proposal = totals(() => amount)
      expect(columnOf(proposal, 'total')).toEqual({ from: 'total', strip: 'money' })
      expect(isReady(proposal)).toBe(true)
    },
  )
})

describe('what is dark', () => {
  it('follows the columns, not only the tables', () => {
    const rows = rowsOf(20, (i) => `${i},c${i % 7},2025-01-${10 + (i % 18)},9.50`)
    const few = proposed(
      file('orders.csv', lines('order_id,customer_id,order_date,total', ...rows)),
    )
    const kinds = few.dark.map((one) => one.kinds).join('; ')
    expect(kinds).toMatch(
      /affinity.*demographic.*geographic.*engagement.*technographic.*psychographic/,
    )
    expect(kinds).not.toMatch(/lifecycle/)
    const people = file(
      'customers.csv',
      lines('customer_id,gender,country', ...rowsOf(9, (i) => `c${i},F,FR`)),
    )
    const more = proposed(
      file('orders.csv', lines('order_id,customer_id,order_date,total', ...rows)),
      people,
    )
    expect(more.dark.map((one) => one.kinds)).not.toContain('geographic')
  })
})
