/** Made-up people whose profiles are known: nobody is taken for another, and ids stay over nights of coming and going. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { e164 } from '../../../functions/domain/identity/phones.ts'
import { pick, type Random, seeded, whole } from '../../../functions/domain/math/random.ts'
import { nextDay } from '../../../functions/domain/time.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import {
  customersOf,
  firstNight,
  identityNight,
  nextNight,
  type Profile,
} from '../../support/identity-nights.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

interface Made {
  readonly person: number
  readonly profile: Profile
}

const systems = ['shop', 'crm', 'store'] as const
const firstNames = 'Ann Bob José Zoë Anne-Marie Łukasz Eve Dan Ida Max Noa Kim Lea Tom'.split(' ')
const lastNames = 'Lee Grey Smith Müller Durand Rossi Novák'.split(' ')

/**
 * Families of one mailbox and one landline, and people alone: each in one to three systems, written in several ways.
 * Numbers are handed on from one household to another. In a family everybody’s first name is known, and one record is
 * of the household: an address without a name, which may be anybody’s.
 */
function world(seed: number, households: number): readonly Made[] {
  const random = seeded(seed)
  const made: Made[] = []
  let person = 0
  const numbers: string[] = []
  for (let household = 0; household < households; household += 1) {
    const isFamily = random() < 0.3
    const names = drawn(random, firstNames, isFamily ? whole(random, 2, 4) : 1)
    const last = [1, 2, 3].map(() => pick(random, lastNames)).join('-')
    const isRecycled = numbers.length > 0 && random() < 0.2
    const number = isRecycled ? pick(random, numbers) : `06${whole(random, 10_000_000, 99_999_999)}`
    numbers.push(number)
    for (const first of names) {
      person += 1
      const born = `19${whole(random, 50, 99)}-0${whole(random, 1, 9)}-1${whole(random, 0, 9)}`
      const mailbox = isFamily ? `home${household}@example.com` : `p${person}@example.com`
      for (const id_space of drawn(random, systems, whole(random, 1, 3))) {
        const isNamed = isFamily || random() < 0.7
        made.push({
          person,
          profile: {
            id_space,
            customer_id: `${household}-${person}-${made.length}`,
            email: written(
              random,
              !isFamily && random() < 0.1 ? mailbox.replace('@', '+x@') : mailbox,
            ),
            email_verified: random() < 0.9,
            phone: random() < 0.5 ? number : number.replace(/^0/, '+33 '),
            country: 'FR',
            ...(isNamed && {
              first_name: written(random, first),
              last_name: written(random, last),
            }),
            ...(random() < 0.5 && { birth_date: born }),
          },
        })
      }
    }
    if (isFamily) {
      person += 1
      made.push({
        person,
        profile: {
          id_space: 'store',
          customer_id: `nobody-${household}`,
          email: `home${household}@example.com`,
          email_verified: true,
        },
      })
    }
  }
  return made
}

/** In capitals, with blanks around. */
const written = (random: Random, text: string): string =>
  pick(random, [text, text.toUpperCase(), ` ${text} `, text.toLowerCase()])

function drawn<Item>(random: Random, items: readonly Item[], count: number): readonly Item[] {
  const left = [...items]
  return Array.from({ length: count }, () => left.splice(whole(random, 0, left.length - 1), 1)[0]!)
}

/** Pairs of profiles that are one customer, or one person. */
function pairs(all: readonly Made[], same: (one: Made, other: Made) => boolean): number {
  let count = 0
  all.forEach((one, i) => {
    for (const other of all.slice(i + 1)) if (same(one, other)) count += 1
  })
  return count
}

const keyOf = ({ profile }: Made) => `${profile.id_space}:${profile.customer_id}`

async function joined(all: readonly Made[], keys: readonly string[]) {
  await firstNight(engine)
  const phones = new Map(
    all.flatMap(({ profile: { phone = '', country = '' } }) =>
      phone ? [[`${phone} ${country}`, { phone, country, e164: e164({ phone, country }) }]] : [],
    ),
  )
  await identityNight(engine, {
    asOf: '2026-03-10',
    profiles: all.map(({ profile }) => profile),
    keys,
    phones: [...phones.values()],
  })
  const customers = await customersOf(engine)
  const isJoined = (one: Made, other: Made) =>
    customers.get(keyOf(one)) === customers.get(keyOf(other))
  const isOne = (one: Made, other: Made) => one.person === other.person
  const found = pairs(all, isJoined)
  return {
    found,
    right: pairs(all, (one, other) => isJoined(one, other) && isOne(one, other)),
    there: pairs(all, isOne),
  }
}

describe('made-up duplicates', () => {
  it.each([
    [1, ['email']],
    [2, ['email']],
    [3, ['email', 'phone']],
    [4, ['phone']],
  ] as const)('nobody is taken for another: seed %s by %s', async (seed, keys) => {
    const { found, right, there } = await joined(world(seed, 250), keys)
    console.log(
      `seed ${seed} by ${keys.join(' and ')}: ${found} pairs joined, precision ${(right / found).toFixed(3)}, recall ${(right / there).toFixed(3)}`,
    )
    expect(found).toBeGreaterThan(50)
    expect(right).toBe(found)
  })
})

describe('ids over thirty nights', () => {
  it('are those of the first night, whoever comes and goes', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 8, maxLength: 8 }), {
          minLength: 30,
          maxLength: 30,
        }),
        async (seed, absences) => {
          const all = world(seed, 4)
          await firstNight(engine)
          let first: ReadonlyMap<string, string> | undefined
          for (const [i, absent] of [[], ...absences].entries()) {
            const profiles = all
              .filter((_, place) => !absent.includes(place % 10))
              .map(({ profile }) => profile)
            await identityNight(engine, { asOf: nextDay('2026-03-01', i), profiles })
            const now = await customersOf(engine)
            first ??= now
            expect(now).toEqual(first)
            expect(await engine.rows('select * from identity_changes')).toEqual([])
            await nextNight(engine)
          }
        },
      ),
      { numRuns: 2, seed: 6 },
    )
  })

  it('are kept by somebody, and never by two', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          // Which of a few addresses each of eight profiles has tonight; 0: it is away.
          fc.array(fc.nat({ max: 4 }), { minLength: 8, maxLength: 8 }),
          { minLength: 10, maxLength: 10 },
        ),
        async (nights) => {
          await firstNight(engine)
          const ever = new Set<string>()
          for (const [i, addresses] of nights.entries()) {
            const profiles = addresses.flatMap((address, place) =>
              address === 0
                ? []
                : [
                    {
                      id_space: systems[place % 3]!,
                      customer_id: `${place}`,
                      email: `a${address}@x.fr`,
                      email_verified: true,
                      ...(place % 2 === 0 && { first_name: place % 4 === 0 ? 'Ann' : 'Bob' }),
                    },
                  ],
            )
            await identityNight(engine, { asOf: nextDay('2026-03-01', i), profiles })
            const aliases = new Map(
              (await engine.rows('select alias_id, customer_id from customer_aliases')).map(
                (row) => [String(row.alias_id), String(row.customer_id)],
              ),
            )
            const customers = await customersOf(engine)
            const living = new Set(customers.values())
            for (const id of living) ever.add(id)
            for (const id of ever) expect(living.has(id) !== aliases.has(id), id).toBe(true)
            for (const id of aliases.values()) expect(living.has(id), id).toBe(true)
            // Tonight’s groups are exactly tonight’s customers.
            const told = await engine.rows(`select count(*) as odd from (
              select coalesce(identity_links.group_id, identity_map.id_space || ':' || identity_map.source_customer_id) as one,
                identity_map.customer_id
              from identity_map left join identity_links
                on identity_links.id_space = identity_map.id_space
                and identity_links.source_customer_id = identity_map.source_customer_id
              group by all) as groups
              group by one having count(*) > 1`)
            expect(told).toEqual([])
            await nextNight(engine)
          }
        },
      ),
      { numRuns: 5, seed: 6 },
    )
  })
})
