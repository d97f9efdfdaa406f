import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import type { Io } from '../../functions/commands/command.ts'
import { init } from '../../functions/commands/init.ts'
import { readConfig } from '../../functions/config-file.ts'
import { exportsFolder } from '../support/exports/examples.ts'
import { noAccount } from '../support/no-account.ts'
import { runCommand } from '../support/run-command.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function folderWith(...files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-asks-'))
  folders.push(folder)
  for (const file of files) {
    copyFileSync(join(exportsFolder, file), join(folder, file.split('/').at(-1)!))
  }
  return folder
}

/** Runs init as at a terminal where somebody types, and gives what it asked and wrote. */
async function typed(folder: string, ...answers: readonly string[]) {
  const out = new PassThrough()
  const left = [...answers]
  const code = await init.run(
    { values: {}, positionals: ['.'] },
    {
      cwd: folder,
      out: out as unknown as Io['out'],
      err: new PassThrough() as unknown as Io['err'],
      now: new Date('2026-03-10T00:00:00Z'),
      account: noAccount,
      ask: async () => left.shift() ?? '',
    },
  )
  const yaml = readFileSync(join(folder, 'nocturne.yaml'), 'utf8')
  return { code, out: String(out.read() ?? ''), yaml, left }
}

const tablesOf = (yaml: string, source: string) =>
  readConfig(yaml, 'nocturne.yaml').config.sources[source]?.tables

describe('init at a terminal', () => {
  it('asks for the zone and whose price it is, and writes what was said', async () => {
    const folder = folderWith('amazon/amazon_all_orders.csv')
    const { code, out, yaml } = await typed(folder, '2')
    expect(code).toBe(0)
    expect(out).toContain('is item-price the price of the line, or of one piece?')
    expect(out).toContain('  1  amount: item-price − item-promotion-discount   (Enter)')
    expect(tablesOf(yaml, 'amazon_all_orders')?.order_items?.columns).toMatchObject({
      unit_price: { from: 'item-price' },
    })
    expect(yaml).not.toContain('? is item-price')
  })

  it('takes Enter for the usual answer, and asks again for what is none', async () => {
    const folder = folderWith('woocommerce-export/woocommerce_order_export.csv')
    const { code, out, yaml, left } = await typed(folder, 'Mars/Olympus', '99', 'Europe/Paris')
    expect(code).toBe(0)
    expect(left).toEqual([])
    expect(out.match(/a number from 1 to/g)).toHaveLength(2)
    expect(yaml).toContain('  timeZone: Europe/Paris\n')
    const again = folderWith('woocommerce-export/woocommerce_order_export.csv')
    expect((await typed(again)).yaml).toContain('  timeZone: UTC\n')
  })

  it('asks what a word means, and whether payments repeat orders', async () => {
    const folder = folderWith('shopify/shopify_orders.csv', 'stripe/stripe_payments.csv')
    const path = join(folder, 'stripe_payments.csv')
    writeFileSync(path, readFileSync(path, 'utf8').replace('Paid', 'In review'))
    const { code, yaml, out } = await typed(folder, '2', '3')
    expect(out).toContain('Do the payments of stripe_payments repeat orders of shopify_orders?')
    expect(out).toContain('what is In review?')
    expect(code).toBe(0)
    expect(tablesOf(yaml, 'stripe_payments')?.orders).toMatchObject({
      repeats: { of: 'shopify_orders' },
      columns: { status: { map: { 'In review': 'pending' } } },
    })
  })

  it('leaves open what nobody answers', async () => {
    const folder = folderWith('shopify/shopify_orders.csv', 'stripe/stripe_payments.csv')
    const { code, yaml } = await typed(folder)
    expect(code).toBe(1)
    expect(yaml).toContain('# repeats: { of: shopify_orders }')
  })
})

describe('init --explain', () => {
  it('prints what matched, the rivals and why not, and where each column came from', async () => {
    const folder = folderWith('etsy/etsy_sold_orders.csv')
    const { out } = await runCommand(init, folder, {
      values: { explain: true },
      positionals: ['.'],
    })
    expect(out).toMatch(
      /Etsy sold orders, score \d+: it has Order ID, Buyer User ID, Order Value, Order Net/,
    )
    expect(out).toMatch(/rival \S.*, score \d+: no /)
    expect(out).toContain(
      'orders.refunded from Order Total − Adjusted Order Total: an adjusted total of 0 means that nothing was adjusted',
    )
  })

  it('says of a shop that nobody knows by what it went', async () => {
    const folder = folderWith()
    const rows = Array.from({ length: 20 }, (_, i) => `${i},c${i % 5},2025-01-${10 + i},9.50`)
    writeFileSync(
      join(folder, 'orders.csv'),
      ['order_id,client no,order_date,total', ...rows, ''].join('\n'),
    )
    const { out } = await runCommand(init, folder, {
      values: { explain: true },
      positionals: ['.'],
    })
    expect(out).toContain('no platform that is known')
    expect(out).toMatch(/rival orders, score \d+: taken/)
    expect(out).toContain('order_id from order_id: the name is the column’s own')
    expect(out).toContain('customer_id from client no: the name can mean nothing else')
  })
})

describe('what is secret', () => {
  it('is in no line that init prints or writes, whatever the file is', async () => {
    const folder = folderWith('magento/magento_customers.csv', 'etsy/etsy_sold_orders.csv')
    const rows = Array.from(
      { length: 20 },
      (_, i) => `c${i},p${i}@example.com,hunter2-${i},tok-${i}`,
    )
    writeFileSync(
      join(folder, 'people.csv'),
      ['customer_id,email,password,reset_token', ...rows, ''].join('\n'),
    )
    const { out } = await runCommand(init, folder, {
      values: { explain: true },
      positionals: ['.'],
    })
    const yaml = readFileSync(join(folder, 'nocturne.yaml'), 'utf8')
    for (const secret of ['not-a-real-hash', 'not-a-real-token', 'hunter2', 'tok-']) {
      expect(out + yaml).not.toContain(secret)
    }
    const { sources } = readConfig(yaml, 'nocturne.yaml').config
    expect(sources.magento_customers?.never).toEqual(
      expect.arrayContaining(['password_hash', 'rp_token', 'password']),
    )
    expect(sources.people?.never).toEqual(['password', 'reset_token'])
  })
})
