/** Exports of a platform that nobody knows: sensible headers in four languages, and every way to write dates and amounts. */
import { pick, type Random, seeded, whole } from '../../../functions/domain/math/random.ts'

export interface UnknownShop {
  readonly about: string
  readonly name: string
  readonly bytes: Uint8Array
  /** Net of refunds and cancellations. */
  readonly net: string
  /** The columns that must be mapped: ours to theirs. */
  readonly columns: Readonly<Record<string, string>>
}

type Language = 'en' | 'de' | 'fr' | 'es'

/** What a header means, and how each language says it. */
type Words = Readonly<Record<Language, readonly string[]>>

const orders = {
  order_id: {
    en: ['order number', 'order id', 'order no', 'sales order'],
    de: ['bestellnummer', 'bestell nr', 'auftragsnummer'],
    fr: ['numero de commande', 'no commande', 'commande'],
    es: ['numero de pedido', 'pedido', 'num pedido'],
  },
  customer_id: {
    en: ['customer id', 'customer no', 'client id', 'buyer id'],
    de: ['kundennummer', 'kunden nr', 'kunden id'],
    fr: ['numero client', 'id client', 'code client'],
    es: ['numero de cliente', 'id cliente', 'codigo cliente'],
  },
  ordered_at: {
    en: ['order date', 'ordered at', 'purchase date', 'created at'],
    de: ['bestelldatum', 'datum', 'bestellt am'],
    fr: ['date de commande', 'date commande', 'date'],
    es: ['fecha de pedido', 'fecha pedido', 'fecha'],
  },
  status: {
    en: ['status', 'order status', 'state'],
    de: ['status', 'bestellstatus'],
    fr: ['statut', 'etat'],
    es: ['estado', 'estado del pedido'],
  },
  total: {
    en: ['order total', 'total', 'grand total', 'total amount'],
    de: ['gesamtbetrag', 'gesamtsumme', 'betrag'],
    fr: ['montant total', 'total ttc', 'montant'],
    es: ['importe total', 'total', 'importe'],
  },
  refunded: {
    en: ['refunded amount', 'refund total', 'amount refunded'],
    de: ['erstattet', 'erstattung', 'erstatteter betrag'],
    fr: ['montant rembourse', 'remboursement'],
    es: ['importe reembolsado', 'reembolso'],
  },
  currency: {
    en: ['currency', 'currency code'],
    de: ['waehrung', 'wahrung'],
    fr: ['devise'],
    es: ['moneda'],
  },
} as const satisfies Record<string, Words>

const lines = {
  order_id: orders.order_id,
  customer_id: orders.customer_id,
  ordered_at: orders.ordered_at,
  sku: {
    en: ['sku', 'product code', 'item no', 'article number'],
    de: ['artikelnummer', 'artikel nr', 'produktnummer'],
    fr: ['reference produit', 'code article', 'code produit'],
    es: ['referencia', 'codigo producto', 'codigo articulo'],
  },
  quantity: {
    en: ['quantity', 'qty', 'units'],
    de: ['menge', 'anzahl', 'stueckzahl'],
    fr: ['quantite', 'qte'],
    es: ['cantidad', 'unidades'],
  },
  unit_price: {
    en: ['unit price', 'price', 'item price'],
    de: ['einzelpreis', 'stueckpreis', 'preis'],
    fr: ['prix unitaire', 'prix'],
    es: ['precio unitario', 'precio'],
  },
} as const satisfies Record<string, Words>

const statusWords: Readonly<Record<Language, Readonly<Record<'paid' | 'cancelled', string>>>> = {
  en: { paid: 'Completed', cancelled: 'Cancelled' },
  de: { paid: 'Abgeschlossen', cancelled: 'Storniert' },
  fr: { paid: 'Livrée', cancelled: 'Annulée' },
  es: { paid: 'Entregado', cancelled: 'Cancelado' },
}

const styles: readonly ((words: string) => string)[] = [
  (words) => words,
  (words) => words.replaceAll(' ', '_'),
  (words) => words.toUpperCase(),
  (words) => words.replaceAll(' ', '-'),
  (words) => words.replace(/(^| )\w/g, (one) => one.toUpperCase()),
  (words) => words.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()),
]

const two = (value: number) => String(value).padStart(2, '0')

/** Ways to write a moment; those of the second list are of Europe alone. */
const english: readonly ((at: Date) => string)[] = [
  (at) => at.toISOString().slice(0, 19).replace('T', ' '),
  (at) => at.toISOString().replace('.000Z', '+00:00'),
  (at) => at.toISOString().slice(0, 10),
  (at) =>
    `${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}/${at.getUTCFullYear()} ${two(at.getUTCHours() % 12 || 12)}:${two(at.getUTCMinutes())} ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`,
  (at) =>
    `${two(at.getUTCDate())} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][at.getUTCMonth()]} ${at.getUTCFullYear()}`,
]
const european: readonly ((at: Date) => string)[] = [
  ...english.slice(0, 3),
  (at) =>
    `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
  (at) => `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`,
]

const withPoint: readonly ((cents: number) => string)[] = [
  (cents) => (cents / 100).toFixed(2),
  (cents) => `$${grouped(cents, ',', '.')}`,
  (cents) => grouped(cents, ',', '.'),
]
const withComma: readonly ((cents: number) => string)[] = [
  (cents) => grouped(cents, '', ','),
  (cents) => grouped(cents, '.', ','),
  (cents) => `${grouped(cents, ' ', ',')} €`,
]

/** The shop of a seed: orders in even ones, lines in odd ones. */
export function unknownShop(seed: number): UnknownShop {
  const random = seeded(seed)
  const language = pick<Language>(random, ['en', 'de', 'fr', 'es'])
  const isLines = seed % 2 === 1
  const style = pick(random, styles)
  const date = pick(random, language === 'en' ? english : european)
  const hasComma = language !== 'en'
  const money = pick(random, hasComma ? withComma : withPoint)
  const delimiter = pick(random, hasComma ? [';', '\t', '|'] : [',', ';', '\t', '|'])
  const fields: Readonly<Record<string, Words>> = isLines ? lines : orders
  const names = Object.fromEntries(
    Object.entries(fields).map(([column, words]) => [column, style(pick(random, words[language]))]),
  )
  const { rows, cents } = isLines
    ? linesOf(random, date, money)
    : ordersOf(random, date, money, statusWords[language])
  const places = Object.keys(fields)
    .map((column) => ({ column, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ column }) => column)
  const quoted = (value: string) => (value.includes(delimiter) ? `"${value}"` : value)
  const text = [
    places.map((column) => names[column] ?? '').join(delimiter),
    ...rows.map((row) => places.map((column) => quoted(row[column] ?? '')).join(delimiter)),
    '',
  ].join('\n')
  return {
    about: `${seed}: ${language}, ${isLines ? 'lines' : 'orders'}, ${Object.values(names).join(delimiter)}`,
    name: pick(random, ['export.csv', 'shop-2026.csv', 'data.csv']),
    bytes: new TextEncoder().encode(text),
    net: (cents / 100).toFixed(2),
    columns: names,
  }
}

interface Made {
  readonly rows: readonly Readonly<Record<string, string>>[]
  readonly cents: number
}

const moment = (random: Random, order: number) =>
  new Date(Date.UTC(2025, order % 12, 1 + (order % 28), whole(random, 0, 23), order % 60))

function ordersOf(
  random: Random,
  date: (at: Date) => string,
  money: (cents: number) => string,
  words: Readonly<Record<'paid' | 'cancelled', string>>,
): Made {
  let cents = 0
  const rows = Array.from({ length: 40 }, (_, i) => {
    const total = whole(random, 500, 250_000)
    const refunded = i % 9 === 4 ? Math.floor(total / 3) : 0
    const isCancelled = i % 11 === 7
    if (!isCancelled) cents += total - refunded
    return {
      order_id: `S-${7000 + i}`,
      customer_id: `K${100 + whole(random, 1, 12)}`,
      ordered_at: date(moment(random, i)),
      status: isCancelled ? words.cancelled : words.paid,
      total: money(total),
      refunded: money(refunded),
      currency: 'EUR',
    }
  })
  return { rows, cents }
}

function linesOf(
  random: Random,
  date: (at: Date) => string,
  money: (cents: number) => string,
): Made {
  let cents = 0
  const rows = Array.from({ length: 30 }, (_, order) => {
    const at = date(moment(random, order))
    const customer_id = `K${100 + whole(random, 1, 12)}`
    return Array.from({ length: 1 + (order % 3) }, () => {
      const quantity = whole(random, 1, 6)
      const price = whole(random, 199, 150_000)
      cents += quantity * price
      return {
        order_id: `S-${7000 + order}`,
        customer_id,
        ordered_at: at,
        sku: `P-${whole(random, 10, 30)}`,
        quantity: String(quantity),
        unit_price: money(price),
      }
    })
  }).flat()
  return { rows, cents }
}

function grouped(cents: number, thousands: string, mark: string): string {
  const digits = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, thousands)
  return `${digits}${mark}${two(cents % 100)}`
}
