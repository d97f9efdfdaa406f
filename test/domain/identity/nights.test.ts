/** Who is one with whom, and the ids of customers from night to night. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nextDay } from '../../../functions/domain/time.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import {
  customersOf,
  firstNight,
  type IdentityNight,
  identityNight,
  nextNight,
  type Profile,
} from '../../support/identity-nights.ts'

let engine: Engine
let date = '2026-03-01'
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
beforeEach(async () => {
  date = '2026-03-01'
  await firstNight(engine)
})
afterAll(() => engine.close())

/** `shop:7 ann ann@x 1990-01-01`: a profile with its first name, verified address and birth date. */
function profile(line: string): Profile {
  const [id = '', ...facts] = line.split(' ')
  const [id_space = '', customer_id = ''] = id.split(':')
  const fact = (pattern: RegExp) => facts.find((one) => pattern.test(one))
  const [email, birth_date] = [fact(/@/), fact(/^\d/)]
  const first_name = facts.find((one) => /^[A-Za-z]+$/.test(one))
  return {
    id_space,
    customer_id,
    ...(email && { email, email_verified: true }),
    ...(birth_date && { birth_date }),
    ...(first_name && { first_name }),
  }
}

/** Runs a night over profiles, and tells who is whose: `shop:7=7`. */
async function night(lines: readonly string[], more: Partial<IdentityNight> = {}) {
  await identityNight(engine, { asOf: date, profiles: lines.map(profile), ...more })
  const map = [...(await customersOf(engine))].map(([one, customer]) => `${one}=${customer}`)
  const told = async (sql: string) =>
    (await engine.rows(sql)).map((row) => Object.values(row).join(' '))
  const result = {
    map: map.sort(),
    changes: await told('select customer_id, change from identity_changes order by 1'),
    aliases: await told('select alias_id, customer_id from customer_aliases order by 1'),
    cuts: await told('select kind, profiles, reason from identity_cuts order by 1, 2, 3'),
  }
  await nextNight(engine)
  date = nextDay(date)
  return result
}

describe('profiles of one verified address', () => {
  it('are one customer, in whatever case, who has the id of the first space', async () => {
    const { map, changes, cuts } = await night(['crm:1 Ann a@x.fr', 'shop:9 ann A@X.FR', 'shop:8'])
    expect(map).toEqual(['crm:1=9', 'shop:8=8', 'shop:9=9'])
    expect([changes, cuts]).toEqual([[], []])
  })

  it('are not joined where first names or birth dates differ', async () => {
    const { map, cuts } = await night(['crm:1 Ann a@x.fr', 'shop:9 Bob a@x.fr'])
    expect(map).toEqual(['crm:1=crm:1', 'shop:9=9'])
    expect(cuts).toEqual(['email 2 different-people'])
    await firstNight(engine)
    const { map: born } = await night(['crm:1 a@x.fr 1990-01-01', 'shop:9 a@x.fr 1991-01-01'])
    expect(born).toEqual(['crm:1=crm:1', 'shop:9=9'])
  })

  it('who may be either of two people are none of them', async () => {
    const { map } = await night([
      'shop:1 Ann a@x.fr',
      'shop:2 Bob a@x.fr',
      'shop:3 a@x.fr',
      'crm:4 Ann a@x.fr',
    ])
    expect(map).toEqual(['crm:4=1', 'shop:1=1', 'shop:2=2', 'shop:3=3'])
  })

  it('are no chain from one person to another', async () => {
    const bridge = { ...profile('crm:3 a@x.fr'), source: 'crm' }
    const other = { ...profile('crm:3 b@x.fr'), source: 'app' }
    await identityNight(engine, {
      asOf: date,
      profiles: [
        profile('shop:1 Ann a@x.fr'),
        profile('store:5 Ann a@x.fr'),
        profile('shop:2 Bob b@x.fr'),
        bridge,
        other,
      ],
    })
    expect(Object.fromEntries(await customersOf(engine))).toEqual({
      'shop:1': '1',
      'store:5': '1',
      'shop:2': '2',
      'crm:3': 'crm:3',
    })
  })

  it('are joined through several addresses', async () => {
    const of = (id: string, ...addresses: string[]) =>
      addresses.map((address, i) => ({
        ...profile(`${id} ${address}@x.fr`),
        source: ['shop', 'crm', 'store'][i] ?? 'app',
      }))
    await identityNight(engine, {
      asOf: date,
      profiles: [
        ...of('shop:9', 'a'),
        ...of('crm:8', 'a', 'b'),
        ...of('store:7', 'b', 'c'),
        ...of('app:6', 'c', 'd'),
        ...of('shop:5', 'd'),
      ],
    })
    expect(new Set((await customersOf(engine)).values())).toEqual(new Set(['5']))
  })

  it('are not joined when they are more than twenty', async () => {
    const some = (count: number) => Array.from({ length: count }, (_, i) => `shop:${i + 10} a@x.fr`)
    expect(new Set((await night(some(20))).map.map((one) => one.split('=')[1])).size).toBe(1)
    await firstNight(engine)
    const { map, cuts } = await night(some(21))
    expect(new Set(map.map((one) => one.split('=')[1])).size).toBe(21)
    expect(cuts).toEqual(['email 21 too-many'])
  })
})

describe('an id', () => {
  it('is the oldest of those who turn out to be one; the others are aliases', async () => {
    await night(['shop:5 a@x.fr', 'crm:1'])
    await night(['shop:5 a@x.fr', 'crm:1', 'shop:3 b@x.fr'])
    const third = await night(['shop:5 a@x.fr', 'crm:1', 'shop:3 a@x.fr'])
    expect(third.map).toEqual(['crm:1=crm:1', 'shop:3=5', 'shop:5=5'])
    expect(third.aliases).toEqual(['3 5'])
    expect(third.changes).toEqual(['5 merged'])
    const fourth = await night(['shop:5 a@x.fr', 'crm:1 a@x.fr', 'shop:3 a@x.fr'])
    expect(fourth.map).toEqual(['crm:1=5', 'shop:3=5', 'shop:5=5'])
    expect(fourth.aliases).toEqual(['3 5', 'crm:1 5'])
    expect(fourth.changes).toEqual(['5 merged'])
  })

  it('stays with the oldest profile of a split, the others have their own again', async () => {
    await night(['shop:5 a@x.fr'])
    await night(['shop:5 a@x.fr', 'shop:3 b@x.fr', 'crm:2 a@x.fr'])
    expect((await night(['shop:5 a@x.fr', 'shop:3 a@x.fr', 'crm:2 a@x.fr'])).aliases).toEqual([
      '3 5',
    ])
    const apart = await night(['shop:5 a@x.fr', 'shop:3 b@x.fr', 'crm:2 b@x.fr'])
    expect(apart.map).toEqual(['crm:2=3', 'shop:3=3', 'shop:5=5'])
    expect(apart.aliases).toEqual([])
    expect(apart.changes).toEqual(['3 split', '5 split'])
    const after = await night(['shop:5 a@x.fr', 'shop:3 b@x.fr', 'crm:2 b@x.fr'])
    expect([after.map, after.changes]).toEqual([apart.map, []])
  })

  it('follows through chains of aliases', async () => {
    await night(['shop:1 a@x.fr'])
    await night(['shop:1 a@x.fr', 'shop:2 b@x.fr'])
    await night(['shop:1 a@x.fr', 'shop:2 b@x.fr', 'shop:3 c@x.fr'])
    expect((await night(['shop:1 a@x.fr', 'shop:2 b@x.fr', 'shop:3 b@x.fr'])).aliases).toEqual([
      '3 2',
    ])
    expect((await night(['shop:1 a@x.fr', 'shop:2 a@x.fr', 'shop:3 a@x.fr'])).aliases).toEqual([
      '2 1',
      '3 1',
    ])
    const split = await night(['shop:1 a@x.fr', 'shop:2 b@x.fr', 'shop:3 b@x.fr'])
    expect(split.aliases).toEqual(['3 2'])
    expect(split.map).toEqual(['shop:1=1', 'shop:2=2', 'shop:3=2'])
  })

  it('is kept while profiles are away, those between others too', async () => {
    const all = ['shop:1 a@x.fr', 'crm:2 Ann a@x.fr']
    const map = ['crm:2=1', 'shop:1=1']
    expect((await night(all)).map).toEqual(map)
    for (const some of [['crm:2 Ann a@x.fr'], [], ['shop:1 a@x.fr'], all, ['crm:2 Ann a@x.fr']]) {
      const one = await night(some)
      expect([one.map, one.changes, one.aliases]).toEqual([map, [], []])
    }
  })

  it('is taken on by the profile of another system with the same address', async () => {
    await night(['shop:1 Ann a@x.fr'])
    await night([])
    const moved = await night(['app:77 Ann a@x.fr'])
    expect(moved.map).toEqual(['app:77=1', 'shop:1=1'])
    expect(moved.changes).toEqual(['1 merged'])
  })

  it('is not taken away from one who came to it by another', async () => {
    await night(['shop:1 a@x.fr', 'shop:2 a@x.fr'])
    // The oldest is forgotten; the other keeps the id, and the newcomer of that name has another.
    await night(['shop:2 a@x.fr'], { oldestKept: '2026-03-02' })
    const { map } = await night(['shop:2 a@x.fr', 'shop:1 z@x.fr'])
    expect(map[1]).toBe('shop:2=1')
    expect(map[0]).toMatch(/^shop:1=shop:[0-9a-f]{32}$/)
  })

  it('is one for an address in whatever case, joined or not', async () => {
    await night(['crm:1'])
    const first = await night(['shop:Ann@x.fr Ann', 'crm:1'])
    const [, id = ''] = first.map.at(-1)?.split('=') ?? []
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    const buyers = [{ id_space: 'shop', customer_id: 'ANN@x.fr' }]
    const second = await night(['shop:Ann@x.fr Ann a@x.fr', 'crm:1 a@x.fr'], { buyers })
    expect(new Set(second.map.map((one) => one.split('=')[1]))).toEqual(new Set(['crm:1']))
    expect(second.aliases).toEqual([`${id} crm:1`])
  })
})
