/** The tables that sources are mapped onto: what a shop's files must become before anything is computed. */
import type { SqlType } from '../types.ts'

/** Tables in the order in which the design lists them. */
export type CanonicalName = keyof typeof canonical

export interface CanonicalColumn {
  readonly type: SqlType
  readonly meaning: string
  /** A row without it is rejected: its key, its instant or its amount. */
  readonly required?: true
  /** Words that the column may hold; others are noted and become null (`status`: paid). */
  readonly values?: readonly string[]
  /** What staging calls it, where every staged table has a column of that name. */
  readonly as?: string
}

export interface CanonicalTable {
  /** One sentence: what a row is. */
  readonly grain: string
  /** What names a row; a second row with the same key is a duplicate. Empty: nothing is one. */
  readonly key: readonly string[]
  readonly columns: Readonly<Record<string, CanonicalColumn>>
}

const text = (meaning: string, more: Partial<CanonicalColumn> = {}): CanonicalColumn => ({
  type: 'varchar',
  meaning,
  ...more,
})
const money = (meaning: string, more: Partial<CanonicalColumn> = {}): CanonicalColumn => ({
  type: 'decimal(18,2)',
  meaning,
  ...more,
})
const instant = (meaning: string, more: Partial<CanonicalColumn> = {}): CanonicalColumn => ({
  type: 'timestamp(3)',
  meaning,
  ...more,
})
const required = { required: true } as const

/** What becomes of an order's money: cancelled and pending orders count nowhere. */
export const statuses = ['paid', 'pending', 'cancelled', 'refunded'] as const

const updated = instant(
  'when the shop last changed the row; of two rows with one key the later wins',
)
const customer = text('the customer’s id in the source; null is a guest')

export const canonical = {
  orders: {
    grain: 'One row per order, as the shop writes it.',
    key: ['order_id'],
    columns: {
      order_id: text('the order’s number', required),
      reference: text('another number of it: what its payment, or the shop’s pages, call it'),
      customer_id: customer,
      ordered_at: instant('when it was placed', required),
      status: text('what became of it', { values: statuses }),
      total: money('charged after discount, before refunds', required),
      discount: money('taken off before charging'),
      refunded: money('given back'),
      currency: text('ISO 4217, three letters'),
      channel: text('where it was placed: web, app, store'),
      store: text('the shop or site'),
      updated_at: updated,
    },
  },
  order_items: {
    grain: 'One row per line of an order.',
    key: ['order_id', 'line_id'],
    columns: {
      order_id: text('the order that the line belongs to', required),
      line_id: text('names the line within its order'),
      customer_id: customer,
      ordered_at: instant('when the order was placed, where lines are all there is'),
      status: text('what became of the order', { values: statuses }),
      sku: text('the product’s number'),
      category: text('the product’s category'),
      brand: text('the product’s brand'),
      quantity: { type: 'decimal(18,4)', meaning: 'pieces; negative for a return' },
      unit_price: { type: 'decimal(18,4)', meaning: 'price of a piece after discount' },
      amount: money('the line’s total, in place of quantity × unit price'),
      refunded: money('given back of this line'),
      currency: text('ISO 4217, three letters'),
      updated_at: updated,
    },
  },
  customers: {
    grain: 'One row per profile: one customer as one source knows it.',
    key: ['customer_id'],
    columns: {
      customer_id: text('the customer’s id in the source', required),
      email: text('the address, lower case'),
      email_verified: { type: 'boolean', meaning: 'whether the address was confirmed' },
      phone: text('as written'),
      first_name: text('first name'),
      last_name: text('last name'),
      birth_date: { type: 'date', meaning: 'birth date' },
      gender: text('as the shop writes it, lower case'),
      country: text('ISO 3166 two letters where the mapping says so'),
      region: text('state, province or region'),
      city: text('city'),
      timezone: text('IANA time zone'),
      language: text('language code, lower case'),
      signed_up_at: instant('when the account was made'),
      account_id: text('the company account the customer belongs to'),
      updated_at: updated,
    },
  },
  events: {
    grain: 'One row per thing a customer did on the site or in the app.',
    key: ['event_id'],
    columns: {
      event_id: text('names the event, if the source does'),
      customer_id: customer,
      occurred_at: instant('when it happened', required),
      name: text('what happened, in the shop’s word'),
      channel: text('web, app, store'),
      device: text('phone, tablet, desktop'),
      os: text('operating system'),
      app_version: text('version of the app'),
      properties: text('further properties as JSON text'),
      updated_at: updated,
    },
  },
  survey_answers: {
    grain: 'One row per answer to a question of a survey.',
    key: ['answer_id'],
    columns: {
      answer_id: text('names the answer, if the source does'),
      customer_id: customer,
      answered_at: instant('when it was given', required),
      question: text('the question’s id'),
      score: { type: 'decimal(18,4)', meaning: 'the score given' },
      text: text('the words given'),
      updated_at: updated,
    },
  },
  accounts: {
    grain: 'One row per company account.',
    key: ['account_id'],
    columns: {
      account_id: text('the account’s id', required),
      industry: text('industry'),
      employees: { type: 'bigint', meaning: 'number of employees' },
      revenue: money('yearly revenue'),
      country: text('ISO 3166 two letters'),
      growth_stage: text('start-up, growing, mature …'),
      technologies: text('technologies, separated by ;'),
      updated_at: updated,
    },
  },
  consents: {
    grain: 'One row per time a customer gave or withdrew a consent.',
    key: [],
    columns: {
      customer_id: text('the customer’s id in the source', required),
      purpose: text('what for', required),
      channel: text('email, phone …'),
      granted: { type: 'boolean', meaning: 'given or withdrawn', required: true },
      at: instant('when', required),
      expires_at: instant('when it ends'),
      source: text('where it was given', { as: 'given_in' }),
    },
  },
  email_events: {
    grain: 'One row per thing that became of an email.',
    key: [],
    columns: {
      message_id: text('the email’s id'),
      customer_id: customer,
      at: instant('when', required),
      kind: text('send, delivery, open, click, bounce, complaint, unsubscribe'),
    },
  },
  life_events: {
    grain: 'One row per dated event of a customer’s life.',
    key: [],
    columns: {
      customer_id: text('the customer’s id in the source', required),
      kind: text('wedding, child’s birthday …'),
      date: { type: 'date', meaning: 'the day', required: true },
    },
  },
  fx_rates: {
    grain: 'One row per currency and day: what one unit is worth in the company’s currency.',
    key: ['date', 'currency'],
    columns: {
      date: { type: 'date', meaning: 'from this day on', required: true },
      currency: text('ISO 4217, three letters', required),
      rate: { type: 'decimal(18,8)', meaning: 'company currency for one unit', required: true },
      updated_at: updated,
    },
  },
} as const satisfies Record<string, CanonicalTable>

export const canonicalNames = Object.keys(canonical) as CanonicalName[]

/** The definition of a canonical table, widened so that its columns can be walked. */
export const canonicalTable = (name: CanonicalName): CanonicalTable => canonical[name]
