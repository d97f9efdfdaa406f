/** A generated world: the same seed makes the same customers, and the same things happen to them. */
import type { Config } from '../../../functions/config.ts'
import { pick, type Random, seeded, whole } from '../../../functions/domain/math/random.ts'
import type { CalendarDay } from '../../../functions/domain/occasions/calendar-day.ts'
import { calendarDays } from '../../../functions/domain/occasions/calendar-days.ts'
import { instantOf, nextDay } from '../../../functions/domain/time.ts'
import type { WorldCustomer } from './customer.ts'
import { happening } from './happenings.ts'
import type { WorldNight } from './night.ts'
import { people } from './people.ts'

export interface WorldOptions {
  readonly seed: number
  /** The first night. */
  readonly from: string
  /** The configuration of a night, counted from 0. */
  readonly config: (night: number) => Config
  /** Zones for every day of birth: 30 makes 10,980 customers. */
  readonly zones: number
  /** Of a hundred customers, to how many something happens a night. */
  readonly pace: number
  /** Of a hundred nights, how many are missed; two in a row at most. */
  readonly missed: number
}

/** The nights of a world, one after the other without end; those that are missed are left out. */
export function* world(options: WorldOptions): Generator<WorldNight> {
  const { seed, from, config, zones, pace, missed } = options
  const random = seeded(seed)
  const customers = new Map(
    people(random, zones, from).map((customer) => [customer.customer_id, customer]),
  )
  const joined = new Map<string, { readonly into: string; readonly was: WorldCustomer }>()
  const away = new Map<string, WorldCustomer>()
  let changed = new Set<string>()
  let regrouped = new Map<string, 'merged' | 'split'>()
  let missedInARow = 0
  for (let number = 0; ; number += 1) {
    const asOf = nextDay(from, number)
    const near = number === 0 ? [] : bornAbout(customers, asOf)
    const count = number === 0 ? 0 : Math.round((customers.size * pace) / 100)
    for (let i = 0; i < count; i += 1) happen(asOf, near)
    if (number > 0 && missedInARow < 2 && random() * 100 < missed) {
      missedInARow += 1
      continue
    }
    missedInARow = 0
    const tonight = config(number)
    const { timeZone } = tonight.company
    const night: WorldNight = {
      asOf,
      opensAt: instantOf(asOf, tonight.sending.opens, timeZone),
      closesAt: instantOf(nextDay(asOf), tonight.sending.opens, timeZone),
      config: tonight,
      customers,
      changed,
      aliases: new Map([...joined].map(([alias, { into }]) => [alias, into])),
      regrouped: new Map([...regrouped].filter(([id]) => customers.has(id))),
      calendarDays: daysAround(tonight, Number(asOf.slice(0, 4))),
      isReleased: random() < 0.5,
    }
    yield night
    changed = new Set()
    regrouped = new Map()
  }

  function happen(date: string, near: readonly string[]) {
    const id = near.length > 0 && random() < 0.6 ? pick(random, near) : anybody(random, customers)
    const customer = customers.get(id)
    if (!customer || isCalm(id)) return
    const what = random()
    if (what < 0.02) leave(customer)
    else if (what < 0.04) comeBack()
    else if (what < 0.06) {
      const other = anybody(random, customers)
      if (!isCalm(other)) join(customer, customers.get(other)!)
    } else if (what < 0.075) split()
    else {
      customers.set(id, happening(customer, random, date))
      changed.add(id)
    }
  }

  function leave(customer: WorldCustomer) {
    customers.delete(customer.customer_id)
    away.set(customer.customer_id, customer)
    changed.add(customer.customer_id)
  }

  function comeBack() {
    const [customer] = away.values()
    if (!customer) return
    away.delete(customer.customer_id)
    customers.set(customer.customer_id, customer)
    changed.add(customer.customer_id)
  }

  function join(one: WorldCustomer, other: WorldCustomer) {
    if (one === other) return
    const [kept, gone] = one.customer_id < other.customer_id ? [one, other] : [other, one]
    for (const [alias, { into, was }] of joined) {
      if (into === gone.customer_id) joined.set(alias, { into: kept.customer_id, was })
    }
    joined.set(gone.customer_id, { into: kept.customer_id, was: gone })
    customers.delete(gone.customer_id)
    customers.set(kept.customer_id, bothIn(kept, gone))
    changed.add(kept.customer_id).add(gone.customer_id)
    regrouped.set(kept.customer_id, 'merged')
  }

  function split() {
    const [alias, join] =
      [...joined].find(([, { into }]) => customers.has(into) && random() < 0.5) ?? []
    if (!alias || !join) return
    joined.delete(alias)
    customers.set(alias, join.was)
    changed.add(alias).add(join.into)
    regrouped.set(alias, 'split').set(join.into, 'split')
  }
}

/** A quarter of the customers to whom nothing ever happens. */
const isCalm = (id: string) => Number(id.slice(1)) % 4 === 0

const anybody = (random: Random, customers: ReadonlyMap<string, WorldCustomer>): string => {
  const skip = whole(random, 0, customers.size - 1)
  let i = 0
  for (const id of customers.keys()) {
    if (i === skip) return id
    i += 1
  }
  throw new Error('nobody there')
}

/** Whose birthday is in the days about a date. */
function bornAbout(customers: ReadonlyMap<string, WorldCustomer>, asOf: string): string[] {
  const days = new Set(Array.from({ length: 14 }, (_, i) => nextDay(asOf, i - 5).slice(5)))
  if (days.has('02-28')) days.add('02-29')
  return [...customers.values()]
    .filter(({ birth_date }) => birth_date !== null && days.has(birth_date.slice(5)))
    .map(({ customer_id }) => customer_id)
}

/** One customer of two: what the one lacks the other knows, and the later word on a purpose counts. */
function bothIn(kept: WorldCustomer, gone: WorldCustomer): WorldCustomer {
  const consents = { ...gone.consents }
  for (const [purpose, consent] of Object.entries(kept.consents)) {
    const other = consents[purpose]
    if (!other || consent.at >= other.at) consents[purpose] = consent
  }
  const dates = new Map([...kept.lifeDates, ...gone.lifeDates].map((one) => [one.date, one]))
  return {
    ...kept,
    email: kept.email ?? gone.email,
    birth_date: kept.birth_date ?? gone.birth_date,
    signed_up_on: kept.signed_up_on ?? gone.signed_up_on,
    timezone: kept.timezone ?? gone.timezone,
    lifeDates: [...dates.values()],
    consents,
    stops: [
      ...kept.stops,
      ...gone.stops.filter(({ reason }) => !kept.stops.some((one) => one.reason === reason)),
    ],
  }
}

const compiled = new Map<string, readonly CalendarDay[]>()
/** The days of the calendars that the campaigns name, about a year. */
function daysAround({ campaigns, attached }: Config, year: number): readonly CalendarDay[] {
  const wanted = campaigns.flatMap(({ day }) => day ?? [])
  const places = wanted.flatMap((day) => (day.calendar === 'holidays' ? (day.places ?? []) : []))
  const key = JSON.stringify([year, wanted, attached.calendars])
  const known = compiled.get(key)
  if (known) return known
  const { days } = calendarDays(
    {
      places: places.map((code) => {
        const [country = '', ...region] = code.split('-')
        return { country, ...(region.length > 0 && { region: region.join('-') }) }
      }),
      festivals: wanted.some(({ calendar }) => calendar === 'islamic') ? ['islamic'] : [],
      seasons: ['northern', 'southern'],
      own: Object.values(attached.calendars),
    },
    [year - 1, year, year + 1],
  )
  compiled.set(key, days)
  return days
}
