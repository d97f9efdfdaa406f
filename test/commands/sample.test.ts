import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Io } from '../../functions/commands/command.ts'
import { sample } from '../../functions/commands/sample.ts'
import { sampleShop } from '../../functions/domain/sample/sample-shop.ts'
import { UsageError } from '../../functions/errors.ts'
import { noAccount } from '../support/no-account.ts'

let cwd = ''
let said = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'nocturne-sample-'))
  said = ''
})
afterEach(() => rmSync(cwd, { recursive: true }))

const write = (text: string) => {
  said += text
  return true
}
const out = { write } as unknown as Io['out']
const run = (values: Record<string, string>, ...positionals: string[]) =>
  sample.run(
    { values, positionals },
    { cwd, out, err: out, now: new Date('2026-03-10T23:30:00Z'), account: noAccount },
  )
const small = { customers: '20', to: '2026-03-10', seed: '3' }

describe('nocturne sample', () => {
  it('writes the shop, its configuration and its truth', async () => {
    expect(await run(small)).toBe(0)
    const shop = sampleShop({ customers: 20, to: '2026-03-10', seed: 3 })
    for (const { path, lines } of shop.files) {
      const bytes = readFileSync(join(cwd, 'demo', path))
      const text = String(path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
      expect(text).toBe(`${[...lines].join('\n')}\n`)
    }
    const truth = JSON.parse(readFileSync(join(cwd, 'demo', 'truth.json'), 'utf8'))
    expect(truth).toEqual(shop.truth())
    expect(readdirSync(join(cwd, 'demo'))).toHaveLength(shop.files.length + 4)
    const example = new URL('../../examples/shop/', import.meta.url)
    for (const name of ['nocturne.yaml', 'calendars/shop.yaml', 'emails/birthday.mjml'])
      expect(readFileSync(join(cwd, 'demo', name), 'utf8')).toBe(
        readFileSync(new URL(name, example), 'utf8'),
      )
    expect(readdirSync(cwd)).toEqual(['demo'])
    expect(said).toContain(
      'made a sample shop in demo: 20 customers, 2023-03-11 to 2026-03-10, seed 3',
    )
    expect(said).toMatch(/orders\.csv +\d+ +\d+ +\d+\n/)
    expect(said).toContain('next: cd demo && nocturne run\n')
  })

  it('ends its history today, in the company’s zone, unless told otherwise', async () => {
    await run({ customers: '20' }, 'shop')
    expect(said).toContain('in shop: 20 customers, 2023-03-12 to 2026-03-11, seed 1')
  })

  it('replaces a sample, and keeps everything else and an edited configuration', async () => {
    await run(small)
    const config = join(cwd, 'demo', 'nocturne.yaml')
    writeFileSync(config, 'version: 1\n')
    mkdirSync(join(cwd, 'demo', '.nocturne'))
    rmSync(join(cwd, 'demo', 'calendars'), { recursive: true })
    writeFileSync(join(cwd, 'demo', 'emails', 'birthday.mjml'), 'mine')
    await run({ ...small, seed: '4' })
    expect(existsSync(join(cwd, 'demo', 'calendars'))).toBe(false)
    expect(readFileSync(join(cwd, 'demo', 'emails', 'birthday.mjml'), 'utf8')).toBe('mine')
    expect(readFileSync(config, 'utf8')).toBe('version: 1\n')
    expect(existsSync(join(cwd, 'demo', '.nocturne'))).toBe(true)
    expect(JSON.parse(readFileSync(join(cwd, 'demo', 'truth.json'), 'utf8')).seed).toBe(4)
    expect(said).toContain('kept demo/nocturne.yaml as it was')
  })

  it('puts back a configuration that was removed, beside emails that were edited', async () => {
    await run(small)
    rmSync(join(cwd, 'demo', 'nocturne.yaml'))
    rmSync(join(cwd, 'demo', 'emails', 'cart.mjml'))
    writeFileSync(join(cwd, 'demo', 'emails', 'birthday.mjml'), 'mine')
    await run(small)
    for (const name of ['nocturne.yaml', 'emails/cart.mjml'])
      expect(existsSync(join(cwd, 'demo', name)), name).toBe(true)
    expect(readFileSync(join(cwd, 'demo', 'emails', 'birthday.mjml'), 'utf8')).toBe('mine')
  })

  it('writes into an empty folder, but over nothing that it did not make', async () => {
    mkdirSync(join(cwd, 'empty'))
    expect(await run(small, 'empty')).toBe(0)
    mkdirSync(join(cwd, 'mine'))
    writeFileSync(join(cwd, 'mine', 'orders.csv'), 'order_id\n')
    await expect(run(small, 'mine')).rejects.toThrow(/“mine” is not empty and holds no sample/)
    expect(readFileSync(join(cwd, 'mine', 'orders.csv'), 'utf8')).toBe('order_id\n')
    await expect(run(small, 'mine/orders.csv')).rejects.toThrow(/is a file/)
  })

  it.each([
    [{ customers: '5' }, '--customers: “5” is not a whole number from 10 to 10000000'],
    [{ customers: '1e4' }, '--customers: “1e4” is not a whole number'],
    [{ seed: '-1' }, '--seed: “-1” is not a whole number from 0 to 4294967295'],
    [{ to: '2026-02-30' }, '--to: “2026-02-30” is not a date'],
    [{ to: 'today' }, '--to: “today” is not a date'],
    [{ to: '1999-12-31' }, '--to: “1999-12-31” is not a date from 2000-01-01'],
  ])('refuses %o', async (values, message) => {
    const refused = run(values as Record<string, string>)
    await expect(refused).rejects.toThrow(UsageError)
    await expect(refused).rejects.toThrow(message)
    expect(existsSync(join(cwd, 'demo'))).toBe(false)
  })
})
