import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { hashesOfPerson } from '../../functions/commands/erase/person.ts'
import { foundIn, traces } from '../../functions/commands/erase/search.ts'
import { erase } from '../../functions/commands/erase.ts'
import { addressHashOf } from '../../functions/domain/ledger/hash.ts'
import { activeErasures, erase as recordErasure } from '../../functions/erasures.ts'
import { UsageError } from '../../functions/errors.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { awsShop } from '../support/aws-shop.ts'
import { ann, eraseShop } from '../support/erase-shop.ts'
import { ask, nightOf } from '../support/night.ts'
import { runCommand } from '../support/run-command.ts'

const looked = traces(ann.ids[0], {
  ids: [...ann.ids],
  profiles: [],
  addresses: [ann.address],
  names: [ann.name],
})

let engine: Engine
let folder = ''
const lake = () => join(folder, '.nocturne')
const files = () => folderFiles(lake())

/** Every file of the lake that holds her, by what of her it holds. */
async function left(below = '') {
  const found: string[] = []
  for (const key of await files().list(below)) {
    const words = await foundIn(engine, key, join(lake(), key), looked)
    if (words.length > 0) found.push(`${key}: ${words.join(' ')}`)
  }
  return found
}

const erased = (
  positional: string,
  values: Record<string, string | boolean> = {},
  at = '2026-03-10T12:00:00Z',
) => runCommand(erase, folder, { positionals: [positional], values }, new Date(at))

beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
  folder = eraseShop()
  await nightOf(folder, '2026-03-10')
}, 120_000)

describe('a customer who is to be forgotten', { timeout: 300_000 }, () => {
  it('is in most of the first night, under each of her names', async () => {
    const found = (await left('personal')).join('\n')
    for (const table of ['stg_orders', 'stg_customers', 'stg_consents', 'stg_events', 'rejects'])
      expect(found).toMatch(new RegExp(`/${table}/.*(id|address|name)`))
    expect(found).toMatch(/stg_customers\/.*: id address name/)
    expect((await left('results')).join('\n')).toMatch(/segment/)
  })

  it('is asked about first, and is erased by any of her names', async () => {
    await expect(erased('C-1001')).rejects.toThrow('no terminal to ask on')
    await expect(erased('nobody', { yes: true })).rejects.toThrow('knows no nobody')
    expect(await activeErasures(files())).toEqual([])

    const { code, out } = await erased('77001', { yes: true })
    expect(code).toBe(0)
    expect(out).toContain('by 2026-04-09  nothing is left')
    const [erasure] = await activeErasures(files())
    expect(erasure).toMatchObject({ night: '2026-03-10', goneBy: '2026-04-09' })
    expect(erasure?.profiles).toHaveLength(3)
    const receipt = /receipt +(\S+)/.exec(out)?.[1] ?? ''
    const text = `${out}${readFileSync(join(lake(), receipt), 'utf8')}`.toLowerCase()
    for (const word of [...ann.ids, ann.address, ...ann.name])
      expect(text).not.toContain(word.toLowerCase())
    expect(await left('ledger')).toEqual([])
  })

  it('is erased once', async () => {
    for (const name of ['77001', 'C-1001', 'ann.NOETHER@shop.example']) {
      expect((await erased(name, { yes: true }, '2026-03-10T13:00:00Z')).out).toContain(
        'was erased before',
      )
    }
    expect(await activeErasures(files())).toHaveLength(1)
  })

  it('is in nothing that the next night makes, though the files still have her', async () => {
    await nightOf(folder, '2026-03-11')
    for (const kind of ['personal', 'results', 'reports', 'journals', 'runs']) {
      // Two tables tell the night whom to leave out of what was known before.
      const found = await left(`${kind}/2026-03-11`)
      expect(found.filter((one) => !/\/erased_(profiles|customers)\//.test(one))).toEqual([])
    }
    expect(await ask(folder, 'select count(*) as n from customers')).toEqual([{ n: '12' }])
    expect(await ask(folder, 'select * from erased_profiles order by all')).toHaveLength(3)
    expect(await ask(folder, 'select * from erased_customers')).toHaveLength(1)
    expect(await ask(folder, "select * from stg_order_items where sku = 'ring'")).toEqual([])
    expect(
      await ask(folder, `select distinct value from rejects where "column" = '(row)'`),
    ).toEqual([{ value: null }])
    expect(
      await ask(
        folder,
        `select file, rows_read, rows_staged, rows_rejected, rows_duplicate, rows_erased
        from source_quality order by file`,
      ),
    ).toMatchObject([
      { file: 'dates.csv', rows_read: '2', rows_staged: '1', rows_erased: '1' },
      {
        file: 'events.jsonl',
        rows_read: '3',
        rows_staged: '1',
        rows_rejected: '1',
        rows_erased: '1',
      },
      { file: 'letters.jsonl', rows_read: '3', rows_staged: '1', rows_erased: '2' },
      { file: 'lines.csv', rows_read: '14', rows_staged: '12', rows_erased: '2' },
      {
        file: 'orders.csv',
        rows_read: '17',
        rows_staged: '12',
        rows_rejected: '1',
        rows_erased: '4',
      },
      { file: 'people-web.csv', rows_read: '13', rows_staged: '12', rows_erased: '1' },
      { file: 'people.csv', rows_read: '13', rows_staged: '12', rows_erased: '1' },
    ])
  })

  it('is found where she still is, and nowhere when her days are over', async () => {
    const before = await erased('C-1001', { check: true }, '2026-03-12T12:00:00Z')
    expect(before).toMatchObject({ code: 0 })
    expect(before.out).toContain('must be gone by 2026-04-09')
    expect(before.out).toMatch(/personal\/2026-03-10\/1 +address, id, name/)
    expect(before.out).not.toContain('reports')
    expect((await erased('C-1001', { check: true }, '2026-04-09T12:00:00Z')).code).toBe(1)

    await nightOf(folder, '2026-04-08')
    expect(await left()).not.toEqual([])
    await nightOf(folder, '2026-04-09')
    expect(await left()).toEqual([])
    expect(await files().folders('reports')).toEqual(['2026-04-08', '2026-04-09'])
    const after = await erased(
      'C-1001',
      { check: true, name: 'Annabel Noether' },
      '2026-04-09T12:00:00Z',
    )
    expect(after).toMatchObject({ code: 0 })
    expect(after.out).toContain('is in none of')
  })

  it('comes back only when it is said', async () => {
    await expect(erased('C-2001', { undo: true })).rejects.toThrow('not on the list')
    expect((await erased('C-1001', { undo: true }, '2026-04-09T13:00:00Z')).code).toBe(0)
    await nightOf(folder, '2026-04-10')
    expect(await ask(folder, 'select count(*) as n from customers')).toEqual([{ n: '13' }])
  })

  it('is left out of the one system that is named, where no night knows the id', async () => {
    const unseen = (name: string) => erased(name, { yes: true, unseen: true })
    await expect(unseen('99')).rejects.toMatchObject({
      advice: { next: expect.arrayContaining(['nocturne erase crm:99 --unseen']) },
    })
    expect((await unseen('crm:99')).out).toContain('no row of 1 profile')
    expect((await unseen('crm:99')).out).toContain('was erased before')
    expect((await unseen('new@shop.example')).out).toContain('to 1 address')
  })
})

describe('an id that two systems have', () => {
  const salt = 'a'.repeat(64)
  const at = new Date('2026-03-10T12:00:00Z')
  const shopWithTwo = async () => {
    const cwd = eraseShop()
    const lake = folderFiles(join(cwd, '.nocturne'))
    await lake.putIfAbsent('ledger/secrets/salt.json', JSON.stringify({ version: 1, salt }))
    const receipts: string[] = []
    for (const space of ['shop', 'crm']) {
      const id = space === 'shop' ? '12' : 'crm:12'
      const profiles = [{ id_space: space, source_customer_id: '12' }]
      const person = { ids: [id], profiles, addresses: [`${space}@shop.example`], names: [] }
      const said = { at: at.toISOString(), night: null, goneBy: '2026-04-09' }
      receipts.push(await recordErasure(lake, { ...said, ...hashesOfPerson(person, salt) }))
    }
    const run = (name: string, values: Record<string, boolean>) =>
      runCommand(erase, cwd, { positionals: [name], values }, at)
    return { cwd, lake, receipts, run }
  }

  it('takes back nobody until it is said which', async () => {
    const { lake, receipts, run } = await shopWithTwo()
    const refused = run('12', { undo: true })
    await expect(refused).rejects.toThrow(UsageError)
    await expect(refused).rejects.toMatchObject({
      advice: { next: [...receipts].sort().map((key) => `nocturne erase ${key} --undo`) },
    })
    expect(await activeErasures(lake)).toHaveLength(2)
  })

  it.each([
    ['the system and the id', () => 'shop:12', 'crm'],
    ['the customer’s own id', () => 'crm:12', 'shop'],
    ['the receipt', ([first]: readonly string[]) => first ?? '', 'crm'],
  ])('is taken back by %s', async (_, name, space) => {
    const { lake, receipts, run } = await shopWithTwo()
    expect((await run(name(receipts), { undo: true })).out).toContain('1 erasure taken back')
    const [left, ...others] = await activeErasures(lake)
    expect(others).toEqual([])
    expect(left?.addresses).toEqual([addressHashOf(salt, `${space}@shop.example`)])
    await expect(run('ledger/erased/x.json', { undo: true })).rejects.toThrow('not on the list')
  })
})

it('works where the shop is deployed, by the rules of its bucket', async () => {
  const shop = awsShop()
  await shop.push()
  await shop.publish('2026-03-09')
  shop.answer = { names: ['customer_id'], rows: [] }
  await expect(shop.run(erase, { yes: true }, 'ann@shop.example')).rejects.toThrow('knows no ann')
  const { code, out } = await shop.run(erase, { yes: true, unseen: true }, 'ann@shop.example')
  expect(code).toBe(0)
  // A rule of the bucket removes at the end of the thirtieth day.
  expect(out).toContain('by 2026-04-10')
  expect(shop.asked.length).toBeGreaterThan(0)
  expect(await activeErasures(shop.lake)).toHaveLength(1)
  await shop.lake.putIfAbsent(
    'personal/2026-03-09/1/outbox_files/2026-03-09T08.ndjson',
    '{"customer_id":"7","address":"Ann@Shop.example"}\n',
  )
  const found = await shop.run(erase, { check: true }, 'ann@shop.example')
  expect(found).toMatchObject({ code: 0 })
  expect(found.out).toMatch(/personal\/2026-03-09\/1 +address/)
  shop.end()
})
