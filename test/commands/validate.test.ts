import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { validate } from '../../functions/commands/validate.ts'
import { ConfigError } from '../../functions/errors.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  shopWithConsents,
  template,
} from '../support/campaign-shop.ts'
import { runCommand } from '../support/run-command.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true })
  }
})

const shop = `version: 1
company: { name: Shop, timeZone: UTC }
sources:
  orders:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders:
        columns: { order_id: no, customer_id: customer, ordered_at: at, total: total }
catalogue: [champions, prospects]
`

function folderWith(text?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-validate-'))
  folders.push(folder)
  if (text !== undefined) writeFileSync(join(folder, 'nocturne.yaml'), text)
  return folder
}

const run = (cwd: string, values: Record<string, string> = {}) =>
  runCommand(validate, cwd, { values })

const schemaIn = (folder: string) => join(folder, 'nocturne.schema.json')

describe('nocturne validate', () => {
  it('counts what the configuration holds', async () => {
    const own = 'segments: [{ id: mine, name: Mine, kind: value, where: { orders: 3 } }]'
    expect(await run(folderWith(shop + own))).toMatchObject({
      code: 0,
      out: '✓ nocturne.yaml: 1 source, 1 table, 3 segments (1 yours, 2 of the catalogue)\n',
    })
  })

  it('says what is dark, and is content all the same', async () => {
    const own = 'segments: [{ id: mine, name: Mine, kind: value, where: { device: phone } }]'
    const { code, out } = await run(folderWith(shop + own))
    expect(code).toBe(0)
    expect(out.split('\n')[1]).toBe(
      '! nocturne.yaml:11: segments[0].where: device is not known of anybody: a source for events would light it',
    )
  })

  it('says which sources it can not look at from here', async () => {
    const onAws = shop
      .replace('    files: [orders.csv]\n    format: { type: csv }\n', '    table: sales.orders\n')
      .replace(
        'catalogue:',
        '  more: { files: ["s3://logs/*.csv"], format: { type: csv }, tables: { events: { columns: { customer_id: c, occurred_at: at, name: n } } } }\ncatalogue:',
      )
    const { code, out } = await run(folderWith(onAws))
    expect(code).toBe(0)
    expect(out.split('\n').slice(1, -1)).toEqual([
      '! orders: sales.orders was not looked at: validate --on aws does',
      '! more: s3://logs/*.csv was not looked at: validate --on aws does',
    ])
  })

  it('writes the schema of this very configuration, and leaves it alone when nothing changed', async () => {
    const folder = folderWith(`${shop}attributes: { level: { type: text } }\n`)
    await run(folder)
    const schema = JSON.parse(readFileSync(schemaIn(folder), 'utf8'))
    expect(schema.$defs.rule.properties).toHaveProperty('level')
    const { mtimeMs } = statSync(schemaIn(folder))
    await run(folder)
    expect(statSync(schemaIn(folder)).mtimeMs).toBe(mtimeMs)
  })

  it('reads the file that --config names', async () => {
    const folder = folderWith()
    writeFileSync(join(folder, 'other.yaml'), shop)
    expect((await run(folder, { config: 'other.yaml' })).out).toMatch('✓ other.yaml: ')
    expect(existsSync(schemaIn(folder))).toBe(true)
  })

  it('is content where the schema cannot be written', async () => {
    const folder = folderWith(shop)
    mkdirSync(schemaIn(folder))
    expect(await run(folder)).toMatchObject({
      code: 0,
      out: expect.stringContaining('! nocturne.schema.json is not written: EISDIR'),
    })
  })

  it('refuses a wrong configuration and writes nothing', async () => {
    const folder = folderWith(shop.replace('champions', 'champion'))
    await expect(run(folder)).rejects.toThrow(ConfigError)
    expect(existsSync(schemaIn(folder))).toBe(false)
  })

  it('counts campaigns, templates and calendars, and makes no lake', async () => {
    const yaml = `${shopWithConsents}calendars: [calendars/shop.yaml]\n${campaigns(birthday)}`
    const folder = folderOf({ ...filesBeside, 'nocturne.yaml': yaml }, folderWith())
    expect(await run(folder)).toMatchObject({
      code: 0,
      out: '✓ nocturne.yaml: 3 sources, 3 tables, 1 segment (0 yours, 1 of the catalogue), 1 campaign, 1 template, 1 calendar\n',
    })
    expect(existsSync(join(folder, '.nocturne'))).toBe(false)
  })

  it('names the line of a template that is wrong', async () => {
    const yaml = `${shopWithConsents}${campaigns(birthday)}`
    const wrong = template('Dear {{ first_name }}')
    const files = { ...filesBeside, 'emails/birthday.mjml': wrong, 'nocturne.yaml': yaml }
    await expect(run(folderOf(files, folderWith()))).rejects.toMatchObject({
      advice: { at: 'emails/birthday.mjml:8' },
      message: expect.stringContaining('first_name'),
    })
  })

  it('says where there is no configuration', async () => {
    await expect(run(folderWith())).rejects.toThrow('no nocturne.yaml here')
  })
})
