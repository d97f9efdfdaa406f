/** Exports as a hundred shops would write them: the names are from memory of shops, not from the product's lists. */
import { pick, type Random, seeded, whole } from '../../../functions/domain/math/random.ts'

/** What a mapping must say of one canonical column. */
export interface Expected {
  readonly from: string
  readonly format?: string
  readonly decimal?: ','
}

export interface Variant {
  readonly seed: number
  readonly table: 'orders' | 'order_items' | 'customers' | 'events'
  readonly path: string
  readonly text: string
  readonly delimiter: string
  readonly columns: Readonly<Record<string, Expected>>
}

/** A column that a shop may export: how it may be called, what it holds, how often it is there. */
interface Field {
  readonly column?: string
  readonly names: readonly string[]
  readonly value: (row: Row) => string
  readonly often: number
  readonly kind?: 'date' | 'money'
}

/** One row of a shop, and how this shop writes dates and amounts. */
interface Row {
  readonly random: Random
  readonly index: number
  readonly date: (at: Date) => string
  readonly money: (amount: number) => string
}

const day = (row: Row) =>
  new Date(Date.UTC(2024, 0, 1 + row.index * 9, 8 + (row.index % 11), row.index % 60, 5))
const money = (row: Row, most: number) => row.money(whole(row.random, 101, most * 100) / 100)
const word = (row: Row, ...words: readonly string[]) => pick(row.random, words)

const orders: readonly Field[] = [
  {
    column: 'order_id',
    names: [
      'order id',
      'order no',
      'order number',
      'orderref',
      'invoice no',
      'transaction id',
      'order #',
      'sales order number',
    ],
    value: ({ index }) => `SO-${5000 + index}`,
    often: 1,
  },
  {
    column: 'customer_id',
    names: [
      'customer id',
      'client id',
      'cust no',
      'user id',
      'buyer id',
      'customer number',
      'member id',
      'customer code',
      'shopper id',
    ],
    value: ({ random }) => `C${whole(random, 1, 12)}`,
    often: 1,
  },
  {
    column: 'ordered_at',
    names: [
      'order date',
      'ordered at',
      'created at',
      'purchase date',
      'placed on',
      'order timestamp',
      'invoice date',
      'date',
      'date purchased',
      'transaction date',
      'order created at',
    ],
    value: (row) => row.date(day(row)),
    often: 1,
    kind: 'date',
  },
  {
    column: 'total',
    names: [
      'total',
      'order total',
      'grand total',
      'amount',
      'total price',
      'order amount',
      'total paid',
      'revenue',
      'order value',
      'invoice total',
      'amount paid',
    ],
    value: (row) => money(row, 300),
    often: 1,
    kind: 'money',
  },
  {
    column: 'status',
    names: ['status', 'order status', 'state', 'payment status', 'financial status'],
    value: (row) => word(row, 'Completed', 'Shipped', 'Cancelled', 'refunded', 'pending'),
    often: 0.7,
  },
  {
    column: 'discount',
    names: ['discount', 'discount amount', 'total discount', 'order discount', 'coupon discount'],
    value: (row) => money(row, 9),
    often: 0.5,
    kind: 'money',
  },
  {
    column: 'refunded',
    names: ['refunded', 'refund amount', 'amount refunded', 'refund total'],
    value: (row) => (row.index % 7 ? row.money(0) : money(row, 9)),
    often: 0.3,
    kind: 'money',
  },
  {
    column: 'currency',
    names: ['currency', 'currency code', 'order currency', 'ccy'],
    value: () => 'EUR',
    often: 0.5,
  },
  {
    column: 'channel',
    names: ['channel', 'sales channel', 'order channel'],
    value: (row) => word(row, 'web', 'app'),
    often: 0.3,
  },
  {
    column: 'store',
    names: ['store', 'store id', 'shop name', 'branch', 'store code'],
    value: (row) => word(row, 'Paris', 'Lyon'),
    often: 0.3,
  },
]

const lines: readonly Field[] = [
  {
    column: 'order_id',
    names: [
      'order id',
      'invoice',
      'order no',
      'invoice number',
      'basket id',
      'receipt no',
      'order reference',
    ],
    value: ({ index }) => `A${900 + Math.floor(index / 3)}`,
    often: 1,
  },
  {
    column: 'line_id',
    names: ['line no', 'line number', 'order line id', 'line', 'line item id', 'position'],
    value: ({ index }) => String(1 + (index % 3)),
    often: 0.5,
  },
  {
    column: 'customer_id',
    names: [
      'customer id',
      'client no',
      'user id',
      'customer',
      'cust id',
      'household key',
      'buyer id',
    ],
    value: ({ index }) => String(17000 + (Math.floor(index / 3) % 9)),
    often: 1,
  },
  {
    column: 'ordered_at',
    names: [
      'invoice date',
      'order date',
      'purchased at',
      'sale date',
      'order time',
      'created at',
      'transaction date',
    ],
    value: (row) => row.date(day({ ...row, index: Math.floor(row.index / 3) * 3 })),
    often: 1,
    kind: 'date',
  },
  {
    column: 'sku',
    names: [
      'sku',
      'product id',
      'stock code',
      'item code',
      'product code',
      'article number',
      'variant sku',
      'item sku',
    ],
    value: ({ random }) => `P-${whole(random, 10, 40)}`,
    often: 0.8,
  },
  {
    column: 'category',
    names: ['category', 'product category', 'department', 'product type'],
    value: (row) => word(row, 'candles', 'prints', 'tea'),
    often: 0.5,
  },
  {
    column: 'brand',
    names: ['brand', 'vendor', 'manufacturer', 'brand name'],
    value: (row) => word(row, 'Lumen', 'Atlas'),
    often: 0.3,
  },
  {
    column: 'quantity',
    names: [
      'quantity',
      'qty',
      'units',
      'qty ordered',
      'item quantity',
      'units sold',
      'quantity ordered',
      'no of items',
    ],
    value: ({ random }) => String(whole(random, 1, 9)),
    often: 1,
  },
  {
    column: 'amount',
    names: ['line total', 'line amount', 'item total', 'row total', 'extended price'],
    value: (row) => money(row, 400),
    often: 0.3,
    kind: 'money',
  },
  {
    column: 'unit_price',
    names: [
      'unit price',
      'price',
      'item price',
      'price each',
      'product price',
      'price per unit',
      'selling price',
      'unit cost',
    ],
    value: (row) => money(row, 60),
    often: 1,
    kind: 'money',
  },
]

const people: readonly Field[] = [
  {
    column: 'customer_id',
    names: [
      'customer id',
      'id',
      'client id',
      'user id',
      'customer no',
      'member number',
      'contact id',
      'customer key',
      'uid',
    ],
    value: ({ index }) => String(88000 + index),
    often: 1,
  },
  {
    column: 'email',
    names: ['email', 'e-mail', 'email address', 'mail', 'customer email', 'contact email'],
    value: ({ index }) => `p${index}@example.com`,
    often: 0.9,
  },
  {
    column: 'phone',
    names: ['phone', 'phone number', 'mobile', 'telephone', 'mobile phone', 'tel'],
    value: ({ index }) => `+33 6 12 34 50 ${10 + index}`,
    often: 0.5,
  },
  {
    column: 'first_name',
    names: ['first name', 'given name', 'fname', 'forename', 'firstname'],
    value: (row) => word(row, 'Ada', 'Ben', 'Chloé'),
    often: 0.7,
  },
  {
    column: 'last_name',
    names: ['last name', 'surname', 'family name', 'lname', 'lastname'],
    value: (row) => word(row, 'Brook', 'Okafor', 'Martin'),
    often: 0.7,
  },
  {
    column: 'birth_date',
    names: ['birth date', 'date of birth', 'dob', 'birthday', 'birthdate'],
    value: (row) => row.date(new Date(Date.UTC(1960 + row.index, 3, 1 + (row.index % 28)))),
    often: 0.5,
    kind: 'date',
  },
  {
    column: 'gender',
    names: ['gender', 'sex'],
    value: (row) => word(row, 'F', 'M', ''),
    often: 0.5,
  },
  {
    column: 'country',
    names: ['country', 'country code', 'billing country', 'country name', 'country / region'],
    value: (row) => word(row, 'FR', 'NL', 'IE'),
    often: 0.8,
  },
  {
    column: 'region',
    names: ['region', 'state', 'province', 'county', 'state/province'],
    value: (row) => word(row, 'Bretagne', 'Alsace'),
    often: 0.3,
  },
  {
    column: 'city',
    names: ['city', 'town', 'billing city', 'city name'],
    value: (row) => word(row, 'Paris', 'Cork', 'Leiden'),
    often: 0.6,
  },
  {
    column: 'language',
    names: ['language', 'locale', 'preferred language', 'lang'],
    value: (row) => word(row, 'fr', 'nl'),
    often: 0.3,
  },
  {
    column: 'signed_up_at',
    names: [
      'signed up at',
      'created at',
      'registration date',
      'signup date',
      'registered on',
      'date joined',
      'customer since',
      'join date',
      'account created',
    ],
    value: (row) => row.date(day(row)),
    often: 0.8,
    kind: 'date',
  },
]

const happenings: readonly Field[] = [
  {
    column: 'event_id',
    names: ['event id', 'id', 'hit id', 'event uuid'],
    value: ({ index }) => `e-${index}-x`,
    often: 0.5,
  },
  {
    column: 'customer_id',
    names: ['customer id', 'user id', 'client id', 'member id', 'user'],
    value: ({ random }) => `U${whole(random, 1, 14)}`,
    often: 1,
  },
  {
    column: 'occurred_at',
    names: [
      'occurred at',
      'event time',
      'timestamp',
      'ts',
      'event timestamp',
      'event date',
      'created at',
      'happened at',
      'datetime',
    ],
    value: (row) => row.date(day(row)),
    often: 1,
    kind: 'date',
  },
  {
    column: 'name',
    names: ['event name', 'event', 'event type', 'action', 'activity type'],
    value: (row) => word(row, 'page_view', 'cart_add', 'search'),
    often: 1,
  },
  {
    column: 'channel',
    names: ['channel', 'platform', 'event channel'],
    value: (row) => word(row, 'web', 'app'),
    often: 0.3,
  },
  {
    column: 'device',
    names: ['device', 'device type', 'device category'],
    value: (row) => word(row, 'phone', 'desktop'),
    often: 0.6,
  },
  {
    column: 'os',
    names: ['os', 'operating system', 'os name'],
    value: (row) => word(row, 'iOS', 'Windows'),
    often: 0.5,
  },
  {
    column: 'app_version',
    names: ['app version', 'version'],
    value: (row) => word(row, '3.1.2', '3.2.0'),
    often: 0.3,
  },
]

/** Columns that every export has and nobody needs. */
const strangers: readonly Field[] = [
  {
    names: ['notes', 'comment', 'internal note'],
    value: (row) => word(row, '', 'call back', 'gift wrap'),
    often: 0.3,
  },
  {
    names: ['tracking number', 'parcel no'],
    value: ({ index }) => `1Z${77000 + index}`,
    often: 0.2,
  },
  { names: ['ip address', 'remote addr'], value: ({ index }) => `10.0.0.${index}`, often: 0.2 },
  {
    names: ['weight kg', 'loyalty points'],
    value: ({ random }) => String(whole(random, 1, 99)),
    often: 0.3,
  },
  { names: ['warehouse', 'sales rep'], value: (row) => word(row, 'north', 'south'), often: 0.2 },
  { names: ['is test', 'exported'], value: () => 'false', often: 0.2 },
  {
    names: ['payment method', 'shipping method'],
    value: (row) => word(row, 'card', 'transfer'),
    often: 0.3,
  },
]

/** Columns of one kind of export that are easily taken for another. */
const lookalikes: Readonly<Record<Variant['table'], readonly Field[]>> = {
  orders: [
    {
      names: ['subtotal', 'net total', 'total before tax'],
      value: (row) => money(row, 90),
      often: 0.4,
    },
    {
      names: ['tax', 'vat amount', 'total tax', 'tax amount'],
      value: (row) => money(row, 20),
      often: 0.5,
    },
    {
      names: ['shipping', 'shipping cost', 'freight', 'delivery fee'],
      value: (row) => money(row, 9),
      often: 0.5,
    },
    {
      names: ['shipped at', 'ship date', 'delivery date', 'due date', 'dispatched on'],
      value: (row) => row.date(day(row)),
      often: 0.4,
    },
    {
      names: ['paid at', 'payment date', 'fulfilled at'],
      value: (row) => row.date(day(row)),
      often: 0.3,
    },
    {
      names: ['items', 'item count', 'number of lines'],
      value: ({ random }) => String(whole(random, 1, 5)),
      often: 0.4,
    },
    {
      names: ['customer name', 'bill to name', 'buyer name'],
      value: (row) => word(row, 'Ada Brook', 'Ben Okafor'),
      often: 0.4,
    },
    {
      names: ['coupon', 'voucher code', 'promo code'],
      value: (row) => word(row, '', 'WELCOME10'),
      often: 0.3,
    },
    {
      names: ['payment id', 'cart token', 'session id'],
      value: ({ index }) => `x${31_000 + index}`,
      often: 0.3,
    },
  ],
  order_items: [
    {
      names: ['description', 'product name', 'item name', 'title'],
      value: (row) => word(row, 'Moon candle', 'Star map, A3'),
      often: 0.6,
    },
    {
      names: ['list price', 'cost price', 'compare at price', 'rrp'],
      value: (row) => money(row, 60),
      often: 0.3,
    },
    { names: ['tax', 'tax rate', 'vat'], value: (row) => money(row, 9), often: 0.4 },
    {
      names: ['customer name', 'buyer name'],
      value: (row) => word(row, 'Ada Brook', 'Ben Okafor'),
      often: 0.3,
    },
    {
      names: ['ship date', 'shipped on', 'delivery date'],
      value: (row) => row.date(day(row)),
      often: 0.3,
    },
    {
      names: ['warehouse id', 'supplier id', 'seller id'],
      value: ({ random }) => String(whole(random, 1, 4)),
      often: 0.3,
    },
    {
      names: ['size', 'colour', 'variant title'],
      value: (row) => word(row, 'S', 'M', 'L'),
      often: 0.3,
    },
  ],
  customers: [
    {
      names: ['total spent', 'lifetime value', 'sum of orders'],
      value: (row) => money(row, 900),
      often: 0.4,
    },
    {
      names: ['orders count', 'number of orders', 'total orders'],
      value: ({ random }) => String(whole(random, 0, 9)),
      often: 0.4,
    },
    {
      names: ['last order date', 'last login', 'last seen', 'last purchase'],
      value: (row) => row.date(day(row)),
      often: 0.4,
    },
    {
      names: ['postcode', 'zip', 'postal code'],
      value: ({ index }) => String(75_000 + index),
      often: 0.4,
    },
    {
      names: ['title', 'salutation', 'prefix'],
      value: (row) => word(row, 'Ms', 'Mr', ''),
      often: 0.3,
    },
    {
      names: ['newsletter', 'accepts marketing', 'opt in'],
      value: (row) => word(row, 'yes', 'no'),
      often: 0.4,
    },
    {
      names: ['age', 'points balance'],
      value: ({ random }) => String(whole(random, 18, 80)),
      often: 0.3,
    },
    {
      names: ['address', 'street', 'address line 1'],
      value: ({ index }) => `${index} Lantern Street`,
      often: 0.4,
    },
  ],
  events: [
    {
      names: ['session id', 'visit id'],
      value: ({ random }) => `s${whole(random, 1, 9)}`,
      often: 0.5,
    },
    { names: ['page url', 'url', 'path'], value: () => '/candles', often: 0.5 },
    {
      names: ['referrer', 'utm campaign', 'utm source'],
      value: (row) => word(row, '', 'news'),
      often: 0.4,
    },
    {
      names: ['user agent', 'browser'],
      value: (row) => word(row, 'Firefox', 'Safari'),
      often: 0.3,
    },
    {
      names: ['order id', 'product id', 'cart id'],
      value: ({ random }) => String(whole(random, 1, 90)),
      often: 0.3,
    },
    { names: ['value', 'revenue', 'price'], value: (row) => money(row, 90), often: 0.3 },
    {
      names: ['duration', 'scroll depth'],
      value: ({ random }) => String(whole(random, 1, 90)),
      often: 0.3,
    },
    { names: ['page title', 'screen'], value: () => 'Candles', often: 0.3 },
  ],
}

const shops = {
  orders: { fields: orders, files: ['orders.csv', 'export.csv', 'sales.csv', 'data_2025.csv'] },
  order_items: {
    fields: lines,
    files: ['lines.csv', 'export.csv', 'order_items.csv', 'sales.csv'],
  },
  customers: { fields: people, files: ['customers.csv', 'export.csv', 'clients.csv', 'crm.csv'] },
  events: { fields: happenings, files: ['events.csv', 'export.csv', 'tracking.csv', 'app.csv'] },
} as const

const styles: readonly ((words: string) => string)[] = [
  (words) => words.replaceAll(' ', '_'),
  (words) => words.replace(/(^| )([a-z])/g, (_, gap, letter) => `${gap}${letter.toUpperCase()}`),
  (words) => words.toUpperCase().replaceAll(' ', '_'),
  (words) => words.replace(/ ([a-z])/g, (_, letter) => letter.toUpperCase()),
  (words) => words.replaceAll(' ', '-'),
  (words) => words.replace(/(^| )([a-z])/g, (_, _gap, letter) => letter.toUpperCase()),
  (words) => words,
]

const two = (n: number) => String(n).padStart(2, '0')
const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
]

/** Date formats, each with a writer of its own that knows nothing of the product's letters. */
const dateStyles: readonly (readonly [string, (at: Date) => string])[] = [
  ['YYYY-MM-DD HH:mm:ss', (at) => at.toISOString().slice(0, 19).replace('T', ' ')],
  ['YYYY-MM-DD', (at) => at.toISOString().slice(0, 10)],
  ['YYYY-MM-DDTHH:mm:ssZZ', (at) => `${at.toISOString().slice(0, 19)}Z`],
  ['YYYY-MM-DDTHH:mm:ssZZ', (at) => `${at.toISOString().slice(0, 19)}+02:00`],
  [
    'DD/MM/YYYY HH:mm',
    (at) =>
      `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
  ],
  [
    'MM/DD/YYYY',
    (at) => `${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}/${at.getUTCFullYear()}`,
  ],
  [
    'DD.MM.YYYY',
    (at) => `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()}`,
  ],
  ['YYYYMMDD', (at) => at.toISOString().slice(0, 10).replaceAll('-', '')],
  [
    'M/D/YYYY H:mm',
    (at) =>
      `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${at.getUTCHours()}:${two(at.getUTCMinutes())}`,
  ],
  [
    'DD MMM YYYY',
    (at) => `${two(at.getUTCDate())} ${monthNames[at.getUTCMonth()]} ${at.getUTCFullYear()}`,
  ],
  [
    'YYYY/MM/DD HH:mm',
    (at) =>
      `${at.toISOString().slice(0, 10).replaceAll('-', '/')} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
  ],
]

/** Makes the export of one shop. The same seed gives the same export. */
export function variant(seed: number): Variant {
  const random = seeded(seed, 2024)
  const table = (['orders', 'order_items', 'customers', 'events'] as const)[seed % 4]!
  const { fields, files } = shops[table]
  const style = pick(random, styles)
  const delimiter = pick(random, [',', ',', ';', '\t', '|'])
  const [format, date] = pick(random, dateStyles)
  const comma = delimiter !== ',' && random() < 0.4
  const written = (amount: number) =>
    comma ? amount.toFixed(2).replace('.', ',') : amount.toFixed(2)
  const used = shuffled(
    random,
    [...fields, ...strangers, ...lookalikes[table]].filter(({ often }) => random() < often),
  ).map((field) => ({ ...field, name: style(pick(random, field.names)) }))
  const rows = Array.from({ length: 36 }, (_, index) =>
    used.map((field) => field.value({ random, index, date, money: written })),
  )
  const quoted = (value: string) => (value.includes(delimiter) ? `"${value}"` : value)
  const table_ = [used.map(({ name }) => name), ...rows]
  const bom = random() < 0.2 ? '\ufeff' : ''
  return {
    seed,
    table,
    path: pick(random, files),
    text: `${bom}${table_.map((row) => row.map(quoted).join(delimiter)).join(random() < 0.3 ? '\r\n' : '\n')}\n`,
    delimiter,
    columns: Object.fromEntries(
      used.flatMap(({ column, name, kind }) => {
        if (column === undefined) return []
        const decimal = kind === 'money' && comma ? ({ decimal: ',' } as const) : {}
        return [[column, { from: name, ...(kind === 'date' ? { format } : {}), ...decimal }]]
      }),
    ),
  }
}

function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  const left = [...list]
  return list.map(() => left.splice(Math.floor(random() * left.length), 1)[0]!)
}
