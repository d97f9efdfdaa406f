import type { EmailValue } from '../email/email.ts'
import type { Feature } from '../features/columns.ts'
import { nextDay } from '../time.ts'
import type { OutboxVariable } from './variables.ts'

/**
 * Values of a customer who does not exist, for whoever wants to see an email before there is a night. Dates lie before
 * `asOf`.
 */
export const inventedValue = (
  { name, type }: Pick<OutboxVariable, 'name' | 'type'>,
  features: readonly Feature[],
  asOf: string,
): EmailValue => {
  const listed = features.find((one) => one.name === name)?.values?.[0]
  if (type === 'varchar') return words[name] ?? listed ?? name.replaceAll('_', ' ')
  if (type === 'boolean') return true
  if (type === 'date') return nextDay(asOf, daysBefore[name] ?? -30)
  if (type === 'timestamp(3)') return `${nextDay(asOf, -30)} 10:00:00.000`
  return numbers[name] ?? (type === 'decimal(9,6)' ? 0.5 : 3)
}

const words: Readonly<Record<string, string>> = {
  first_name: 'Camille',
  last_name: 'Martin',
  country: 'FR',
  region: 'Île-de-France',
  city: 'Paris',
  timezone: 'Europe/Paris',
  language: 'en',
  rfm_code: '555',
}

const daysBefore: Readonly<Record<string, number>> = {
  birth_date: -12_500,
  signed_up_on: -800,
  first_order_on: -790,
}

const numbers: Readonly<Record<string, number>> = {
  age: 34,
  orders: 4,
  purchase_days: 4,
  net_spend: 286.5,
  average_order: 71.63,
  days_since_order: 30,
}
