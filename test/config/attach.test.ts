import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { attachShop } from '../../functions/commands/attach-shop.ts'
import { loadShop } from '../../functions/commands/load.ts'
import { attachedEmail, readOnlyEmails } from '../../functions/compiled-emails.ts'
import { configSpec } from '../../functions/config.ts'
import { sha256 } from '../../functions/domain/sha256.ts'
import { ConfigError } from '../../functions/errors.ts'
import type { Files } from '../../functions/platform/ports.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  footer,
  shopWithConsents,
  template,
} from '../support/campaign-shop.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function folderWith(yaml: string, more: Readonly<Record<string, string>> = {}): string {
  const folder = folderOf({ ...filesBeside, ...more, 'nocturne.yaml': shopWithConsents + yaml })
  folders.push(folder)
  return folder
}

const now = new Date('2026-03-10T00:00:00Z')
const shopOf = (folder: string) => loadShop({ values: {} }, { cwd: folder })
const attached = (folder: string) => attachShop(shopOf(folder), { now })

async function mistake(folder: string): Promise<ConfigError> {
  try {
    await attached(folder)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('it was attached')
}

const headOf = ({ message, advice: { at } }: ConfigError) => `${at}: ${message}`
const shown = ({ advice: { details = [] } }: ConfigError) =>
  details.filter((line) => line && !/^[> ] \d+ \|| \| +\^/.test(line))

const withDay = (day: string) =>
  `calendars: [calendars/shop.yaml]\n${campaigns(`id: day, name: Day, day: ${day}, template: emails/birthday.mjml`)}`

describe('attaching', () => {
  it('reads the calendars, compiles the templates, and keeps what it compiled', async () => {
    const yaml = `calendars: [calendars/shop.yaml]\n${campaigns(birthday)}`
    const shop = await attached(folderWith(yaml))
    expect(Object.keys(shop.config.attached.calendars)).toEqual(['shop'])
    const { hash = '', variables } = shop.config.attached.emails['emails/birthday.mjml'] ?? {}
    expect(variables).toEqual(['first_name'])
    expect((await attachedEmail(shop.files, hash)).subject).toBe('Hello')
    expect(Object.keys(shop.sources).sort()).toEqual(Object.keys(filesBeside).sort())
    expect(shop.warnings).toEqual([])
  })

  it('gives a config that reads the same from a marker', async () => {
    const yaml = `calendars: [calendars/shop.yaml]\n${campaigns(birthday)}`
    const { config } = await attached(folderWith(yaml))
    expect(configSpec.parse(JSON.parse(JSON.stringify(config)))).toEqual(config)
  })

  it('compiles nothing twice', async () => {
    const folder = folderWith(campaigns(birthday))
    const { config } = await attached(folder)
    const puts: string[] = []
    const reads: string[] = []
    const shop = shopOf(folder)
    const again = await attachShop(
      shop,
      { now },
      {
        async read(hash) {
          reads.push(hash)
          return attachedEmail(shop.files, hash)
        },
        async put(hash) {
          puts.push(hash)
        },
      },
    )
    expect(again.config).toEqual(config)
    expect(reads).toEqual([config.attached.emails['emails/birthday.mjml']?.hash])
  })

  it('has one hash for one content, and another for each change of template, part, text or variables', async () => {
    const hashOf = async (yaml: string, more = {}) => {
      const { config } = await attached(folderWith(yaml, more))
      return config.attached.emails['emails/birthday.mjml']?.hash
    }
    const yaml = campaigns(birthday)
    const hashes = [
      await hashOf(yaml),
      await hashOf(yaml, { 'emails/birthday.mjml': template('Other') }),
      await hashOf(yaml, { 'emails/footer.mjml': `${footer}<!-- other -->` }),
      await hashOf(yaml, { 'emails/birthday.txt': ownText }),
      await hashOf(`attributes: { level: { type: text } }\n${yaml}`),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(await hashOf(yaml)).toBe(hashes[0])
  })

  it('covers templates and calendars by the hash of the config', async () => {
    const yaml = `calendars: [calendars/shop.yaml]\n${campaigns(birthday)}`
    const hashOf = async (more = {}) =>
      sha256(JSON.stringify((await attached(folderWith(yaml, more))).config))
    const calendar = filesBeside['calendars/shop.yaml'].replace('05-12', '05-13')
    const hashes = [
      await hashOf(),
      await hashOf({ 'emails/birthday.mjml': template('Other') }),
      await hashOf({ 'calendars/shop.yaml': calendar }),
    ]
    expect(new Set(hashes).size).toBe(3)
    expect(await hashOf()).toBe(hashes[0])
  })

  it('takes the text part that lies beside a template', async () => {
    const shop = await attached(folderWith(campaigns(birthday), { 'emails/birthday.txt': ownText }))
    const { hash = '' } = shop.config.attached.emails['emails/birthday.mjml'] ?? {}
    expect((await attachedEmail(shop.files, hash)).text).toBe(ownText)
  })

  it('compiles each template once, whoever names it', async () => {
    const shop = await attached(
      folderWith(
        campaigns(`${birthday}, variants: [{ id: a }, { id: b, template: emails/b.mjml }]`),
        {
          'emails/b.mjml': template('B'),
        },
      ),
    )
    expect(Object.keys(shop.config.attached.emails).sort()).toEqual([
      'emails/b.mjml',
      'emails/birthday.mjml',
    ])
  })

  it('makes no lake for who only looks', async () => {
    const folder = folderWith(campaigns(birthday))
    const shop = shopOf(folder)
    await attachShop(shop, { now }, readOnlyEmails(shop.files))
    expect(existsSync(join(folder, '.nocturne'))).toBe(false)
  })

  it('stores nothing when anything is wrong', async () => {
    const folder = folderWith(
      campaigns(birthday, 'id: other, name: Other, trigger: win-back, template: emails/no.mjml'),
    )
    await mistake(folder)
    expect(existsSync(join(folder, '.nocturne'))).toBe(false)
  })
})

const ownText =
  'Hello. {{ reason }} {{ unsubscribe_url }} {{ preferences_url }} {{ company_name }} {{ company_address }}'

describe('a file that is named', () => {
  const named = (path: string) => campaigns(birthday.replace('emails/birthday.mjml', path))

  it('must be there: the nearest one is told', async () => {
    const error = await mistake(folderWith(named('emails/birthdy.mjml')))
    expect(headOf(error)).toBe(
      'nocturne.yaml:20: campaigns[0].template: no file emails/birthdy.mjml',
    )
    expect(shown(error)).toEqual(['nearest: emails/birthday.mjml'])
  })

  it.each([
    '../secret.mjml',
    'emails/../../secret.mjml',
    '/etc/passwd',
    '"emails/birthday.mjml/../../../secret.mjml"',
  ])('must lie below the folder: %s does not', async (path) => {
    const { message } = await mistake(folderWith(named(path)))
    expect(message).toBe(
      `campaigns[0].template: ${path.replaceAll('"', '')} lies outside the folder of the configuration`,
    )
  })

  it('must lie there behind a link, too', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'nocturne-elsewhere-'))
    folders.push(elsewhere)
    writeFileSync(join(elsewhere, 'secret.mjml'), template('Secret'))
    const folder = folderWith(named('emails/link.mjml'))
    symlinkSync(join(elsewhere, 'secret.mjml'), join(folder, 'emails/link.mjml'))
    expect(headOf(await mistake(folder))).toBe(
      'nocturne.yaml:20: campaigns[0].template: emails/link.mjml lies outside the folder of the configuration',
    )
    const deep = folderWith(named('linked/secret.mjml'))
    symlinkSync(elsewhere, join(deep, 'linked'))
    expect((await mistake(deep)).message).toMatch('lies outside the folder')
  })

  it('may be a link to a neighbour', async () => {
    const folder = folderWith(named('emails/link.mjml'))
    symlinkSync('birthday.mjml', join(folder, 'emails/link.mjml'))
    expect((await attached(folder)).config.attached.emails).toHaveProperty(['emails/link.mjml'])
  })

  it('is none of the lake', async () => {
    const folder = folderWith(named('.nocturne/a.mjml'), { '.nocturne/a.mjml': template('A') })
    expect((await mistake(folder)).message).toBe(
      'campaigns[0].template: .nocturne/a.mjml lies in the lake',
    )
  })

  it('is a file, of UTF-8, and not endless', async () => {
    const folder = folderWith(named('emails/odd.mjml'))
    const path = join(folder, 'emails/odd.mjml')
    mkdirSync(path)
    expect((await mistake(folder)).message).toMatch('emails/odd.mjml is a folder')
    rmSync(path, { recursive: true })
    writeFileSync(path, Buffer.from('caf\xe9', 'latin1'))
    expect((await mistake(folder)).message).toMatch('emails/odd.mjml is not written in UTF-8')
    writeFileSync(path, 'x'.repeat(1_000_001))
    expect((await mistake(folder)).message).toMatch('emails/odd.mjml is larger than 1 MB')
  })

  it('is told in a terminal’s own signs, whatever it is called', async () => {
    const { message } = await mistake(folderWith(named('"a\\e[31m\\0.mjml"')))
    expect(message).toBe('campaigns[0].template: no file a\\x1b[31m\\x00.mjml')
  })
})

describe('a template', () => {
  it('names its own lines', async () => {
    const more = { 'emails/birthday.mjml': template('Hi {{ frist_name }}') }
    const error = await mistake(folderWith(campaigns(birthday), more))
    expect(headOf(error)).toBe('emails/birthday.mjml:8: unknown variable frist_name')
    expect(error.advice.details?.[0]).toMatch('nearest: first_name')
  })

  it('names the line of a part that is missing or lies elsewhere', async () => {
    const more = (path: string) => ({
      'emails/birthday.mjml': template('Hi').replace('./footer.mjml', path),
    })
    const gone = await mistake(folderWith(campaigns(birthday), more('./foter.mjml')))
    expect(headOf(gone)).toBe('emails/birthday.mjml:9: no file ./foter.mjml')
    expect(gone.advice.details).toEqual(['nearest: ./footer.mjml'])
    const outside = await mistake(folderWith(campaigns(birthday), more('../../footer.mjml')))
    expect(headOf(outside)).toBe(
      'emails/birthday.mjml:9: ../../footer.mjml lies outside the folder of the configuration',
    )
  })

  it('is told beside what is wrong in other files', async () => {
    const yaml = `calendars: [calendars/shop.yaml, calendars/none.yaml]\n${campaigns(birthday)}`
    const error = await mistake(
      folderWith(yaml, {
        'emails/birthday.mjml': template('Hi {{ frist_name }}'),
        'calendars/shop.yaml': 'id: shop\nname: Ours\ndays: []\n',
      }),
    )
    expect(headOf(error)).toBe('nocturne.yaml:19: calendars[1]: no file calendars/none.yaml')
    expect(error.advice.details).toEqual(
      expect.arrayContaining([
        'calendars/shop.yaml:3: days: given an empty list',
        'emails/birthday.mjml:8: unknown variable frist_name',
      ]),
    )
  })

  it('tells the mistake of a part once, whoever includes it', async () => {
    const error = await mistake(
      folderWith(
        campaigns(birthday, 'id: b, name: B, trigger: win-back, template: emails/b.mjml'),
        {
          'emails/b.mjml': template('B'),
          'emails/footer.mjml': footer.replace('reason', 'raeson'),
        },
      ),
    )
    expect(headOf(error)).toBe('emails/footer.mjml:2: unknown variable raeson')
    expect(error.advice.details?.filter((line) => line.includes('raeson'))).toEqual([])
  })
})

describe('a calendar', () => {
  it('has an id of its own', async () => {
    const yaml = 'calendars: [calendars/shop.yaml, calendars/more.yaml]\n'
    const more = { 'calendars/more.yaml': filesBeside['calendars/shop.yaml'] }
    expect(headOf(await mistake(folderWith(yaml, more)))).toBe(
      'nocturne.yaml:19: calendars[1]: calendars[0] has the id shop too',
    )
  })

  it('is one of ours or one that was read', async () => {
    const error = await mistake(folderWith(withDay('{ calendar: shp, is: founded }')))
    expect(headOf(error)).toBe(
      'nocturne.yaml:21: campaigns[0].day.calendar: no calendar is called shp',
    )
    expect(shown(error)[0]).toBe('nearest: shop')
  })

  it('has the day', async () => {
    const error = await mistake(folderWith(withDay('{ calendar: shop, is: [founded, sales] }')))
    expect(headOf(error)).toBe('nocturne.yaml:21: campaigns[0].day.is[1]: shop has no day sales')
    expect(shown(error)).toEqual(['nearest: sale', 'allowed: founded, sale, lent'])
  })

  it('warns when a day has no date in the year to come', async () => {
    const { warnings } = await attached(
      folderWith(withDay('{ calendar: shop, is: [founded, sale] }')),
    )
    expect(warnings).toEqual([
      'nocturne.yaml:21: campaigns[0].day.is: no date of sale is known within a year of 2026-03-10',
    ])
  })

  it('has no day of a faith for a shop without consents', async () => {
    const folder = folderWith('')
    const yaml = shopWithConsents.replace(/ {2}consents:\n(.*\n){3}/, '')
    writeFileSync(
      join(folder, 'nocturne.yaml'),
      `${yaml}consent: { purposes: { marketing: opt-out } }\n${withDay('{ calendar: shop, is: lent }')}`,
    )
    expect((await mistake(folder)).message).toBe(
      'campaigns[0].day.is: unreachable audience: days of a faith go to those who asked for them (purpose religious-christian), and no source has consents',
    )
  })
})

describe('a holiday', () => {
  const holiday = (is: string, places: string) =>
    withDay(`{ calendar: holidays, is: ${is}, places: ${places} }`)

  it('is kept in one of the places at least', async () => {
    const error = await mistake(folderWith(holiday('mothers-dy', '[GB, US]')))
    expect(headOf(error)).toBe(
      'nocturne.yaml:21: campaigns[0].day.is: GB, US have no day mothers-dy',
    )
    expect(shown(error)[0]).toBe('nearest: mothers-day')
  })

  it('warns of a place that does not keep it', async () => {
    const { warnings } = await attached(folderWith(holiday('thanksgiving-day', '[US, FR]')))
    expect(warnings).toEqual([
      'nocturne.yaml:21: campaigns[0].day.places[1]: FR does not keep thanksgiving-day: nobody there hears of it',
    ])
  })

  it('is found in a region', async () => {
    expect((await attached(folderWith(holiday('st-andrews-day', '[GB-SCT]')))).warnings).toEqual([])
  })
})

it('a store that holds something else is no email', async () => {
  const folder = folderWith(campaigns(birthday))
  const shop = shopOf(folder)
  const files: Files = { ...shop.files, read: async () => '{"html":"<script>"}' }
  await expect(attachShop(shop, { now }, readOnlyEmails(files))).rejects.toThrow()
})
