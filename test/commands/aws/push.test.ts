import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attachShop } from '../../../functions/commands/attach-shop.ts'
import { configObject, pushConfig } from '../../../functions/commands/aws/push-config.ts'
import { loadShop } from '../../../functions/commands/load.ts'
import { push } from '../../../functions/commands/push.ts'
import { validate } from '../../../functions/commands/validate.ts'
import { attachedEmail } from '../../../functions/compiled-emails.ts'
import { sha256 } from '../../../functions/domain/sha256.ts'
import { ConfigError, NocturneError, SourceError, UsageError } from '../../../functions/errors.ts'
import { pushedConfig } from '../../../functions/pushed.ts'
import { configInForce } from '../../../functions/pushed-text.ts'
import { type AwsShop, awsShop, shopYaml } from '../../support/aws-shop.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  shopWithConsents,
  template,
} from '../../support/campaign-shop.ts'

let shop: AwsShop
beforeEach(() => {
  shop = awsShop()
})
afterEach(() => shop.end())

const change = (text: string) => writeFileSync(join(shop.cwd, 'nocturne.yaml'), text)

describe('nocturne push', () => {
  it('puts the configuration in force', async () => {
    const { code, out } = await shop.run(push)
    expect(code).toBe(0)
    const [object, pointer] = await shop.lake.list('config')
    const hash = object?.slice('config/'.length, -'.json'.length) ?? ''
    expect(pointer).toBe(`config/pushed/2026-03-10T05:00:00.000Z-${hash}.json`)
    expect(JSON.parse((await shop.lake.read(object ?? '')) ?? '')).toEqual({
      files: { 'nocturne.yaml': shopYaml },
    })
    expect((await pushedConfig(shop.lake)).hash).toBe(hash)
    expect(out).toContain(
      '✓ nocturne.yaml: 1 source, 1 table, 1 segment (0 yours, 1 of the catalogue)\n',
    )
    expect(out).toContain(`pushed to NocturneApp in eu-west-1 as ${hash.slice(0, 12)}
The next night uses it.

  nocturne start <date> --on aws
`)
  })

  it('changes nothing the second time, and says so', async () => {
    await shop.run(push)
    const before = await shop.lake.list('config')
    const { code, out } = await shop.run(push)
    expect(code).toBe(0)
    expect(out).toMatch(
      /has it already, as \w{12} since 2026-03-10T05:00:00.000Z: nothing was changed\n$/,
    )
    expect(await shop.lake.list('config')).toEqual(before)
  })

  it('says what it replaces, and that a published night stays as it is', async () => {
    await shop.push()
    await shop.publish('2026-03-09')
    change(`${shopYaml}# changed\n`)
    const { out } = await shop.run(push)
    expect(out).toMatch(/as \w{12}, in place of \w{12} of 2026-03-01T00:00:00.000Z\n/)
    expect(out).toContain(
      'The next night uses it; the night of 2026-03-09 keeps what it was made with.\n',
    )
  })

  it('puts an earlier configuration in force again', async () => {
    await shop.push()
    const changed = configObject({ 'nocturne.yaml': `${shopYaml}# changed\n` })
    await pushConfig(shop.lake, changed, new Date('2026-03-02'))
    expect((await shop.run(push)).out).toContain('pushed to NocturneApp')
    expect((await configInForce(shop.lake))?.hash).toBe(
      sha256(configObject({ 'nocturne.yaml': shopYaml })),
    )
  })

  it('refuses a clock that is behind the last push', async () => {
    const changed = configObject({ 'nocturne.yaml': `${shopYaml}# changed\n` })
    await pushConfig(shop.lake, changed, new Date('2026-03-11'))
    await expect(shop.run(push)).rejects.toThrow('which is still to come')
  })

  it('pushes nothing that is wrong', async () => {
    change(shopYaml.replace('Europe/London', 'Atlantis'))
    await expect(shop.run(push)).rejects.toThrow(ConfigError)
    expect(await shop.lake.list('config')).toEqual([])
  })

  const withCampaign = `calendars: [calendars/shop.yaml]\n${campaigns(birthday)}`
  const withFiles = (files: Readonly<Record<string, string>> = {}) =>
    folderOf(
      { ...filesBeside, 'nocturne.yaml': `${shopWithConsents}${withCampaign}`, ...files },
      shop.cwd,
    )

  it('brings calendars and templates, and a night takes them without compiling', async () => {
    withFiles()
    const { out } = await shop.run(push)
    expect(out).toContain(
      '✓ nocturne.yaml: 3 sources, 3 tables, 1 segment (0 yours, 1 of the catalogue), 1 campaign, 1 template, 1 calendar\n',
    )
    const { hash, config } = await pushedConfig(shop.lake)
    const pushed = JSON.parse((await shop.lake.read(`config/${hash}.json`)) ?? '')
    expect(pushed.files).toEqual({
      ...filesBeside,
      'nocturne.yaml': `${shopWithConsents}${withCampaign}`,
    })
    expect(config.attached.calendars.shop?.name).toBe('Our days')
    const { hash: email = '', variables } = config.attached.emails['emails/birthday.mjml'] ?? {}
    expect(variables).toEqual(['first_name'])
    expect((await attachedEmail(shop.lake, email)).html).toContain('Happy birthday')
  })

  it('gives a night on AWS the config that it has here', async () => {
    withFiles()
    await shop.run(push)
    const { config } = await attachShop(loadShop({ values: {} }, { cwd: shop.cwd }), {
      now: new Date('2026-03-10'),
    })
    expect(JSON.stringify((await pushedConfig(shop.lake)).config)).toBe(JSON.stringify(config))
  })

  it('puts the emails before the pointer', async () => {
    withFiles()
    const put: string[] = []
    shop.account.files = () => ({
      ...shop.lake,
      putIfAbsent(key, body) {
        put.push(key.replace(/[0-9a-f]{64}/, '<hash>'))
        return shop.lake.putIfAbsent(key, body)
      },
    })
    await shop.run(push)
    expect(put).toEqual([
      'config/emails/<hash>.json',
      'config/<hash>.json',
      'config/pushed/2026-03-10T05:00:00.000Z-<hash>.json',
    ])
  })

  it('changes nothing when the same campaigns are pushed again, and something when a template changed', async () => {
    withFiles()
    await shop.run(push)
    const before = await shop.lake.list('config')
    expect((await shop.run(push)).out).toContain('nothing was changed')
    expect(await shop.lake.list('config')).toEqual(before)
    expect((await shop.run(validate)).out).toContain('uses it since')
    withFiles({ 'emails/birthday.mjml': template('Other') })
    expect((await shop.run(validate)).out).toContain('uses another one')
  })

  it('pushes nothing when a template is wrong', async () => {
    withFiles({ 'emails/birthday.mjml': template('{{ frist_name }}') })
    await expect(shop.run(push)).rejects.toThrow('unknown variable frist_name')
    expect(await shop.lake.list('config')).toEqual([])
  })

  it('says what to do about campaigns that were pushed without their templates', async () => {
    withFiles()
    const yaml = { 'nocturne.yaml': `${shopWithConsents}${withCampaign}` }
    await pushConfig(shop.lake, configObject(yaml), new Date('2026-03-01'))
    await expect(pushedConfig(shop.lake)).rejects.toMatchObject({
      message: 'the configuration was pushed without emails/birthday.mjml',
      advice: { next: ['nocturne push --on aws'] },
    })
  })

  it('wants to know where', async () => {
    await expect(shop.run(push, { on: 'gcp' })).rejects.toThrow('--on gcp is not a place')
    await expect(push.run({ values: {}, positionals: [] }, {} as never)).rejects.toThrow(UsageError)
  })
})

describe('nocturne validate --on aws', () => {
  it('says that the deployment uses this configuration, and which files it finds', async () => {
    await shop.push()
    const { code, out } = await shop.run(validate)
    expect(code).toBe(0)
    expect(out).toContain('✓ NocturneApp in eu-west-1 uses it since 2026-03-01T00:00:00.000Z\n')
    expect(out).toContain('✓ orders: 1 file, 2.0 MB\n')
  })

  it('wants a push when the deployment uses another one, or none', async () => {
    const none = await shop.run(validate)
    expect(none).toMatchObject({ code: 1 })
    expect(none.out).toContain(
      '✗ NocturneApp in eu-west-1 has no configuration yet\n\n  nocturne push --on aws\n',
    )
    await shop.push()
    change(`${shopYaml}# changed\n`)
    const other = await shop.run(validate)
    expect(other).toMatchObject({ code: 1 })
    expect(other.out).toContain('✗ NocturneApp in eu-west-1 uses another one, pushed at 2026-03-01')
  })

  it('says that it found a table, and how large it is where S3 shows it', async () => {
    const table = shopYaml.replace(/files: .*\n.*/, 'table: sales.orders')
    change(table)
    await shop.run(push)
    const found = (bytes: number) => async () => ({
      orders: [{ file: 'sales.orders', fingerprint: '1', bytes }],
    })
    shop.account.sources = found(3_000_000)
    expect((await shop.run(validate)).out).toContain('✓ orders: the table sales.orders, 3.0 MB\n')
    shop.account.sources = found(0)
    expect((await shop.run(validate)).out).toContain('✓ orders: the table sales.orders\n')
  })

  it('fails when a source is not there', async () => {
    shop.account.sources = () =>
      Promise.reject(new SourceError('orders: no object matches orders.csv'))
    await shop.push()
    await expect(shop.run(validate)).rejects.toThrow(SourceError)
  })
})

describe('--on aws', () => {
  const refusing = (error: Error) => shop.run(validate, { on: 'aws' }).catch(() => error)
  const advice = async (error: Error) => {
    shop.account.region = () => Promise.reject(error)
    return shop.run(push).catch((thrown: unknown) => thrown)
  }
  const named = (name: string, message = 'said', more = {}) =>
    Object.assign(new Error(message), { name, ...more })

  it.each([
    [new Error('Region is missing'), 'no AWS region is set'],
    [named('CredentialsProviderError'), 'no AWS credentials are found'],
    [named('ExpiredTokenException'), 'AWS does not accept the credentials'],
    [named('AccessDenied'), 'AWS does not allow this'],
    [named('Error', 'getaddrinfo', { code: 'ENOTFOUND' }), 'AWS can’t be reached'],
    [named('ThrottlingException', 'slow down', { $metadata: {} }), 'AWS refused'],
  ])('says in words what %s means', async (error, words) => {
    const said = await advice(error)
    expect(said).toBeInstanceOf(NocturneError)
    expect(said).toMatchObject({
      message: words,
      cause: error,
      advice: { next: expect.anything() },
    })
    expect(await refusing(error)).toBe(error)
  })

  it('lets a mistake of our own through as it is', async () => {
    const bug = new TypeError('undefined is not a function')
    expect(await advice(bug)).toBe(bug)
  })

  it('says what to do when there is no such stack', async () => {
    await expect(shop.run(push, { on: 'aws:Other' })).rejects.toMatchObject({
      message: 'no stack Other in eu-west-1',
      advice: { next: expect.arrayContaining(['deploy it: npx cdk deploy --all']) },
    })
  })

  it('says which output a stack lacks', async () => {
    shop.account.stack = async () => ({ status: 'CREATE_IN_PROGRESS', outputs: {} })
    await expect(shop.run(push)).rejects.toMatchObject({
      message: 'stack NocturneApp has no output Bucket',
      advice: { details: ['CloudFormation says CREATE_IN_PROGRESS'] },
    })
  })
})
