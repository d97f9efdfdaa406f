import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { personKey, personPrefix, recordIn } from '../../functions/domain/ledger/people.ts'
import type { Files } from '../../functions/platform/ports.ts'
import { memoryFiles } from '../support/outbox.ts'
import { ask, oneClickBody, publishNight, tokenOf } from '../support/web.ts'
import { actionsOf, resourcesOf, smallest, statementsOf, templatesOf } from './stacks.ts'

const { app, application } = templatesOf(`${smallest}mail: { domain: shop.example }\n`)
const web = statementsOf(application, 'MailWeb')
const objectsOf = (action: string) =>
  web
    .filter((statement) => actionsOf(statement).includes(action))
    .flatMap(resourcesOf)
    .map((resource) => /"\/([^"]*)"/.exec(resource)?.[1] ?? '')

/** Whether a pattern of a policy is about a key. */
const matches = (pattern: string, key: string) =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(key)

describe('the Web function', () => {
  it('is there where emails are sent, with an address that everybody may ask', () => {
    application.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'NONE' })
    application.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'functions/web.handler',
      ReservedConcurrentExecutions: 20,
      MemorySize: 256,
      Timeout: 15,
      Environment: { Variables: { NOCTURNE_BUCKET: Match.anyValue() } },
    })
    const { application: silent } = templatesOf()
    silent.resourceCountIs('AWS::Lambda::Url', 0)
  })

  it('is what links lead to', () => {
    const { Value } = Object.values(application.findOutputs('Links'))[0] ?? {}
    expect(JSON.stringify(Value)).toContain('FunctionUrl')
    expect(JSON.stringify(Value)).not.toMatch(/\/"\]\]\}$/)
    application.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'functions/deliver.handler',
      Environment: { Variables: { LINKS: Value } },
    })
  })

  it('can add a no or a yes of a person, and nothing else', () => {
    const services = web.flatMap(actionsOf).map((action) => action.split(':')[0])
    expect([...new Set(services)].sort()).toEqual(['kms', 'logs', 's3'])
    expect([...new Set(web.flatMap(actionsOf).filter((one) => /^s3/.test(one)))].sort()).toEqual([
      ...['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
    ])
    const may = (key: string) => objectsOf('s3:PutObject').some((one) => matches(one, key))
    const at = '2026-03-10T12:00:00.000Z'
    const who = 'ab'.repeat(32)
    const purpose = 'marketing'
    expect(may(personKey(who, { at, kind: 'withdrawn' }))).toBe(true)
    expect(may(personKey(who, { at, kind: 'withdrawn', purpose }))).toBe(true)
    expect(may(personKey(who, { at, kind: 'granted', purpose }))).toBe(true)
    for (const kind of ['bounced', 'complained', 'erased', 'restored'] as const) {
      expect(may(personKey(who, { at, kind }))).toBe(false)
      expect(may(personKey(who, { at, kind, purpose }))).toBe(false)
    }
    // A pattern of a policy spans folders and words: what else it lets through says nothing of a person.
    for (const kind of ['bounced', 'complained', 'erased', 'restored'] as const) {
      const name = personKey('', { at, kind }).slice(personPrefix('').length + 1)
      const forged = [
        `${personPrefix(who)}/x.withdrawn/${name}`,
        `${personPrefix(who)}/x.granted.x/${name}`,
        personKey(who, { at, kind, purpose: 'withdrawn' }),
        personKey(who, { at, kind, purpose: 'withdrawn-x' }),
      ]
      expect(forged.filter(may)).toEqual(forged)
      expect(forged.flatMap((key) => recordIn(key) ?? [])).toEqual([])
    }
    for (const key of ['ledger/secrets/link-key-9.json', 'ledger/2026/messages/a/1.claim.json'])
      expect(may(key)).toBe(false)
  })

  it('reads keys, nights’ markers and people, and lists no more than those', () => {
    expect(objectsOf('s3:GetObject').sort()).toEqual([
      ...['ledger/people/*', 'ledger/secrets/link-key-*.json', 'runs/*/_run.json'],
    ])
    const lists = web.filter((one) => actionsOf(one).includes('s3:ListBucket'))
    expect(lists.map(({ Condition }) => Condition)).toEqual([
      {
        StringLike: {
          's3:prefix': ['ledger/secrets/', 'ledger/people/*', 'published/', 'runs/*'],
        },
      },
    ])
  })
})

/** Objects as S3 shows them to the role: what it may not list, and is not there, is refused like what it may not read. */
function asTheRole(files: Files): Files {
  const listable = web.flatMap(
    ({ Condition }) =>
      (Condition as { StringLike?: Record<string, string[]> })?.StringLike?.['s3:prefix'] ?? [],
  )
  const check = (patterns: readonly string[], key: string) => {
    if (!patterns.some((pattern) => matches(pattern, key))) throw new Error(`AccessDenied ${key}`)
  }
  return {
    async read(key) {
      check(objectsOf('s3:GetObject'), key)
      const text = await files.read(key)
      if (text === undefined) throw new Error(`AccessDenied ${key}`)
      return text
    },
    has: () => Promise.reject(new Error('AccessDenied')),
    async putIfAbsent(key, body) {
      check(objectsOf('s3:PutObject'), key)
      return files.putIfAbsent(key, body)
    },
    async list(prefix) {
      check(listable, `${prefix}/`)
      return files.list(prefix)
    },
    folders: () => Promise.reject(new Error('AccessDenied')),
  }
}

it('the rights suffice for all that the pages do, with and without a night', async () => {
  const files = memoryFiles()
  const token = await tokenOf(files)
  const limited = asTheRole(files)
  const visit = async () => {
    for (const page of ['unsubscribe', 'preferences'])
      for (const body of [undefined, oneClickBody, 'all=stop', 'stop=service', 'again=yes'])
        for (const one of [token, 'x'])
          expect(
            (await ask(limited, `/${page}/${one}`, body === undefined ? {} : { body })).status,
          ).toBe(200)
  }
  await visit()
  await publishNight(files)
  await visit()
  // A night whose marker has expired.
  await files.putIfAbsent('published/2026-04-10/1.json', '{}')
  await visit()
})

it('the pages that fail, or are asked too often, are told to ops', () => {
  for (const MetricName of ['Url5xxCount', 'Throttles'])
    application.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName,
      AlarmDescription: Match.stringLikeRegexp('docs/runbook\\.md#web-errors$'),
      AlarmActions: Match.anyValue(),
      Dimensions: [{ Name: 'FunctionName', Value: Match.anyValue() }],
    })
})

it('cdk-nag finds nothing', () => {
  expect(app.synth({ force: true }).stacks).toHaveLength(2)
})
