import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { init } from '../../functions/commands/init.ts'
import { validate } from '../../functions/commands/validate.ts'
import { SourceError } from '../../functions/errors.ts'
import { exportsFolder } from '../support/exports/examples.ts'
import { runCommand } from '../support/run-command.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const file = 'shopify_orders.csv'

/** A folder with Shopify’s orders and what init wrote for them; then their header is changed. */
async function nextVersion(change: (header: string) => string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-headers-'))
  folders.push(folder)
  const path = join(folder, file)
  copyFileSync(join(exportsFolder, 'shopify', file), path)
  await runCommand(init, folder, { positionals: ['.'] })
  const [header = '', ...rows] = readFileSync(path, 'utf8').split('\n')
  rmSync(path)
  writeFileSync(path, [change(header), ...rows].join('\n'))
  return folder
}

const run = (folder: string) => runCommand(validate, folder)

describe('the next version of an export', () => {
  it('is content with files as they were, and with further columns', async () => {
    const folder = await nextVersion((header) => header.replace('Payment ID', 'Payment Terms Name'))
    const { code, out } = await run(folder)
    expect(code).toBe(0)
    expect(out).not.toContain('Shopify orders should have a column')
  })

  it('refuses a mapped column that is gone, and names the nearest', async () => {
    const folder = await nextVersion((header) => header.replace('Refunded Amount', 'Refund Amount'))
    await expect(run(folder)).rejects.toMatchObject({
      message: expect.stringMatching(
        /refunded: the files of shopify_orders have no column Refunded Amount$|fill: .*Refunded Amount/,
      ),
      advice: { details: expect.arrayContaining(['nearest: Refund Amount']) },
    })
    await expect(run(folder)).rejects.toThrow(SourceError)
  })

  it('says which telling column vanished that no mapping reads', async () => {
    const folder = await nextVersion((header) => header)
    const yaml = join(folder, 'nocturne.yaml')
    const less = readFileSync(yaml, 'utf8')
      .replace(/^ *refunded: Refunded Amount.*\n/m, '')
      .replace(', Refunded Amount', '')
    writeFileSync(yaml, less)
    const path = join(folder, file)
    writeFileSync(path, readFileSync(path, 'utf8').replace('Refunded Amount', 'Money returned'))
    const { code, out } = await run(folder)
    expect(code).toBe(0)
    expect(out).toContain(
      '! sources.shopify_orders: Shopify orders should have a column Refunded Amount, these files have none',
    )
  })

  it('names a platform that is none', async () => {
    const folder = await nextVersion((header) => header)
    const yaml = join(folder, 'nocturne.yaml')
    writeFileSync(
      yaml,
      readFileSync(yaml, 'utf8').replace('as: shopify-orders', 'as: shopify-order'),
    )
    await expect(run(folder)).rejects.toMatchObject({
      message: expect.stringContaining('sources.shopify_orders.as'),
    })
  })
})
